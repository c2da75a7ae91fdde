import { tableDataset } from '../tables';

/** In the original order (data seed 0), the last 2000 rows are the test rows that its makers chose. */
export const satellite = tableDataset({
  label: 'Satellite',
  phrase: 'satellite pixels',
  sentence: '6435 squares of 3 × 3 pixels of a Landsat image in four bands, classified by the ground at the middle pixel.',
  rows: 6435,
  classNames: ['Red soil', 'Cotton crop', 'Grey soil', 'Damp grey soil', 'Vegetation stubble', 'Very damp grey soil'],
  featureNames: Array.from({ length: 9 }, (_, pixel) => `Row ${Math.floor(pixel / 3) + 1}, column ${(pixel % 3) + 1}`).flatMap(
    (pixel) => ['green', 'red', 'near infrared 1', 'near infrared 2'].map((band) => `${pixel}, ${band}`),
  ),
  citation: 'A. Srinivasan, Statlog (Landsat Satellite), UCI Machine Learning Repository, 1993, doi:10.24432/C55887.',
});
