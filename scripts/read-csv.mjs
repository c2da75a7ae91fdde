import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * The rows of a CSV file below its head line, each as its cells; cells hold no quotes.
 *
 * @param {string} file its path, of a gzip file where it ends with .gz
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
