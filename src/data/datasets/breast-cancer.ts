import { tableDataset } from '../tables';

/** The properties measured of each cell nucleus in an image. Each gives three features. */
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

export const breastCancer = tableDataset({
  label: 'Breast cancer',
  phrase: 'breast tumours',
  sentence: '569 breast tumours, classified by the cell nuclei in an image of a fine needle aspirate.',
  rows: 569,
  classNames: ['Malignant', 'Benign'],
  featureNames: ['mean', 'standard error', 'worst'].flatMap((kind) => NUCLEUS_MEASURES.map((name) => `${name}, ${kind}`)),
  citation:
    'W. Wolberg, O. Mangasarian, N. Street and W. Street, Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository, 1993, doi:10.24432/C5DW2B.',
});
