import { tableDataset } from '../tables';

/** In the original order (data seed 0), the last 4000 rows are the test rows that its makers chose. */
export const letter = tableDataset({
  label: 'Letter',
  phrase: 'letters',
  sentence: '20,000 distorted capital letters of 20 fonts, each described by 16 whole numbers from 0 to 15.',
  rows: 20_000,
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
});
