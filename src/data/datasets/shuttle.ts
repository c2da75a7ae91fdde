import { tableDataset } from '../tables';

/** In the original order (data seed 0), the last 14,500 rows are the test rows that its makers chose. */
export const shuttle = tableDataset({
  label: 'Shuttle',
  phrase: 'shuttle readings',
  sentence: '58,000 readings aboard a space shuttle, of which 79 % are of one class and only ten of another.',
  rows: 58_000,
  classNames: ['Rad flow', 'Fpv close', 'Fpv open', 'High', 'Bypass', 'Bpv close', 'Bpv open'],
  // Its makers name only the first column.
  featureNames: ['Time', ...Array.from({ length: 8 }, (_, k) => `Attribute ${k + 2}`)],
  citation: 'Statlog (Shuttle), UCI Machine Learning Repository, doi:10.24432/C5WS31; given by J. Catlett with NASA’s leave.',
});
