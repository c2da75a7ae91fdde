import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * Returns the rows of a CSV file after its header, each as an array of cells. Cells contain no quotation marks.
 *
 * @param {string} file path of the file; it is decompressed if the name ends in .gz
 * @returns {string[][]}
 */
export function readCsv(file) {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
}
