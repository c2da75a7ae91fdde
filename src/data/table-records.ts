/**
 * The tables that can be chosen, one record each: sets of the UCI Machine Learning Repository, as CREDITS.md says. In the order
 * given (dataset seed 0), the last 4000 rows of letter, 2000 of satellite and 14,500 of shuttle are those that their makers test
 * with.
 */
import { DATASET_DEFAULTS } from '../experiment/dataset-defaults';
import type { DatasetName } from '../experiment/experiment';
import { DATASET_LABELS } from '../experiment/labels';
import type { DatasetRecord } from './record';
import { loadTable } from './tables';

/** Of an image of a cell nucleus; each gives three features. */
const NUCLEUS_MEASURES = [
  'Radius',
  'Texture',
  'Perimeter',
  'Area',
  'Smoothness',
  'Compactness',
  'Concavity',
  'Concave points',
  'Symmetry',
  'Fractal dimension',
];

const MAIL_WORDS = (
  'make address all 3d our over remove internet order mail receive will people report addresses free business email you ' +
  'credit your font 000 money hp hpl george 650 lab labs telnet 857 data 415 85 technology 1999 parts pm direct cs meeting ' +
  'original project re edu table conference'
).split(' ');
const MAIL_CHARACTERS = [...';([!$#'];

export const TABLE_RECORDS: readonly DatasetRecord[] = [
  table('iris', {
    sentence: '150 iris flowers of three species, told apart by the size of their sepals and petals.',
    classNames: ['Setosa', 'Versicolor', 'Virginica'],
    featureNames: ['Sepal length, cm', 'Sepal width, cm', 'Petal length, cm', 'Petal width, cm'],
    citation:
      'R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7(2), 1936, pages 179–188; Iris, UCI Machine Learning Repository, doi:10.24432/C56C76.',
  }),
  table('wine', {
    sentence: '178 wines of Piedmont from three kinds of grape, told apart by chemical analysis.',
    classNames: ['Barolo', 'Grignolino', 'Barbera'],
    featureNames: [
      'Alcohol',
      'Malic acid',
      'Ash',
      'Alcalinity of ash',
      'Magnesium',
      'Total phenols',
      'Flavanoids',
      'Nonflavanoid phenols',
      'Proanthocyanins',
      'Colour intensity',
      'Hue',
      'OD280/OD315 of diluted wine',
      'Proline',
    ],
    citation: 'S. Aeberhard and M. Forina, Wine, UCI Machine Learning Repository, 1992, doi:10.24432/C5PC7J.',
  }),
  table('breast-cancer', {
    sentence: '569 breast tumours, told apart by the cell nuclei in an image of a fine needle aspirate.',
    classNames: ['Malignant', 'Benign'],
    featureNames: ['mean', 'standard error', 'worst'].flatMap((kind) => NUCLEUS_MEASURES.map((name) => `${name}, ${kind}`)),
    citation:
      'W. Wolberg, O. Mangasarian, N. Street and W. Street, Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository, 1993, doi:10.24432/C5DW2B.',
  }),
  table('letter', {
    sentence: '20,000 distorted capital letters of 20 fonts, each described by 16 whole numbers from 0 to 15.',
    classNames: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
    featureNames: [
      'Box: horizontal position',
      'Box: vertical position',
      'Box: width',
      'Box: height',
      'Pixels in all',
      'Mean of x',
      'Mean of y',
      'Variance of x',
      'Variance of y',
      'Correlation of x and y',
      'Mean of x·x·y',
      'Mean of x·y·y',
      'Edges from left to right',
      'Edges from left to right: correlation with y',
      'Edges from bottom to top',
      'Edges from bottom to top: correlation with x',
    ],
    citation:
      'P. W. Frey and D. J. Slate, "Letter recognition using Holland-style adaptive classifiers", Machine Learning 6(2), 1991, pages 161–182; D. Slate, Letter Recognition, UCI Machine Learning Repository, 1991, doi:10.24432/C5ZP40.',
  }),
  table('satellite', {
    sentence: '6435 squares of 3 × 3 pixels of a Landsat image in four bands, told apart by the ground at the middle one.',
    classNames: ['Red soil', 'Cotton crop', 'Grey soil', 'Damp grey soil', 'Vegetation stubble', 'Very damp grey soil'],
    featureNames: Array.from(
      { length: 9 },
      (_, pixel) => `Row ${Math.floor(pixel / 3) + 1}, column ${(pixel % 3) + 1}`,
    ).flatMap((pixel) => ['green', 'red', 'near infrared 1', 'near infrared 2'].map((band) => `${pixel}, ${band}`)),
    citation: 'A. Srinivasan, Statlog (Landsat Satellite), UCI Machine Learning Repository, 1993, doi:10.24432/C55887.',
  }),
  table('shuttle', {
    sentence: '58,000 readings aboard a space shuttle, of which 79 % are of one class and only ten of another.',
    classNames: ['Rad flow', 'Fpv close', 'Fpv open', 'High', 'Bypass', 'Bpv close', 'Bpv open'],
    // Its makers name no column but the first.
    featureNames: ['Time', ...Array.from({ length: 8 }, (_, k) => `Attribute ${k + 2}`)],
    citation: 'Statlog (Shuttle), UCI Machine Learning Repository, doi:10.24432/C5WS31; given by J. Catlett with NASA’s leave.',
  }),
  table('spambase', {
    sentence: '4601 e-mails, spam or not, told apart by how often they hold certain words, characters and capitals.',
    classNames: ['Not spam', 'Spam'],
    featureNames: [
      ...MAIL_WORDS.map((word) => `“${word}”, % of words`),
      ...MAIL_CHARACTERS.map((character) => `“${character}”, % of characters`),
      'Runs of capitals: mean length',
      'Runs of capitals: greatest length',
      'Capitals in all',
    ],
    citation:
      'M. Hopkins, E. Reeber, G. Forman and J. Suermondt, Spambase, UCI Machine Learning Repository, 1999, doi:10.24432/C53G6X.',
  }),
];

function table(
  name: DatasetName,
  words: { sentence: string; classNames: string[]; featureNames: string[]; citation: string },
): DatasetRecord {
  const rows = DATASET_DEFAULTS[name].mostSamples;
  const features = words.featureNames.length;
  return {
    name,
    title: DATASET_LABELS[name],
    features,
    classes: words.classNames.length,
    rows,
    licence: 'CC BY 4.0',
    ...words,
    load: (settings, files) => loadTable({ name, rows, features }, settings, files),
  };
}
