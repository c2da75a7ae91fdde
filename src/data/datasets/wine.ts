import { tableDataset } from '../tables';

export const wine = tableDataset({
  label: 'Wine',
  phrase: 'wines',
  sentence: '178 wines of Piedmont from three kinds of grape, classified by chemical analysis.',
  rows: 178,
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
});
