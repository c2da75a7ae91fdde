/**
 * Reads tables of numbers from the files that scripts/pack-tables.mjs writes. A file is little-endian and contains:
 *
 *   the number of distinct values of each column (16 bits each), or 0 if there are more than 256
 *   the label of each row (8 bits each)
 *   for each column, its distinct values (float32 each) and the index of each row's value (8 bits each);
 *   for a column with 0 distinct values, the value of each row (float32 each)
 */
import type { DatasetSettings, LoadedRows } from './dataset';
import { readPacked } from './files';
import type { DataFiles } from './files';
import type { DatasetRecord } from './record';
import { rowOrder, trainingCount } from './split';

/** The file of a table, `<name>.bin`, and its contents. */
interface Table {
  name: string;
  rows: number;
  features: number;
}

/** Returns the record of a table of the UCI Machine Learning Repository. By default, a quarter of its rows are test rows. */
export function tableDataset({
  rows,
  ...own
}: {
  label: string;
  phrase: string;
  sentence: string;
  rows: number;
  classNames: string[];
  featureNames: string[];
  citation: string;
}): DatasetRecord {
  const features = own.featureNames.length;
  return {
    ...own,
    features,
    classes: own.classNames.length,
    defaults: { samples: rows, noise: 0, heldOut: 0.25, mostSamples: rows },
    generated: false,
    licence: 'CC BY 4.0',
    load: (settings, files) => loadTable({ name: settings.name, rows, features }, settings, files),
  };
}

/**
 * Returns the first `samples` rows after shuffling by the dataset's seed (in their original order at 0). The last of them are test rows.
 *
 * @throws DataError if the file is missing or damaged, or no training row is left
 */
async function loadTable(table: Table, settings: DatasetSettings, files: DataFiles): Promise<LoadedRows> {
  const { name, features } = table;
  const lengthOf = (bytes: Uint8Array) => packedLength(bytes, table);
  const bytes = await readPacked(files, `${name}.bin`, lengthOf, `restore public/data/${name}.bin`);
  const rows = Math.min(settings.samples, table.rows);
  const order = rowOrder(table.rows, settings.seed).subarray(0, rows);
  const inputs = new Float32Array(rows * features);
  readColumns(bytes, table).forEach((column, k) => {
    order.forEach((source, row) => {
      inputs[row * features + k] = column[source];
    });
  });
  const labels = Uint32Array.from(order, (source) => bytes[2 * features + source]);
  return { inputs, labels, trainingRows: trainingCount(settings.heldOut, rows) };
}

/** Returns one array [rows] for each column. */
function readColumns(bytes: Uint8Array, { rows, features }: Table): Float32Array[] {
  let at = 2 * features + rows;
  return Array.from({ length: features }, (_, k) => {
    const distinct = distinctValues(bytes, k);
    const values = readFloats(bytes, at, distinct === 0 ? rows : distinct);
    at += values.byteLength;
    if (distinct === 0) return values;
    const codes = bytes.subarray(at, at + rows);
    at += rows;
    return Float32Array.from(codes, (code) => values[code]);
  });
}

function readFloats({ buffer, byteOffset }: Uint8Array, at: number, count: number): Float32Array {
  const view = new DataView(buffer, byteOffset + at, 4 * count);
  return Float32Array.from({ length: count }, (_, k) => view.getFloat32(4 * k, true));
}

/** Returns the length of the whole file, which its first bytes determine. */
function packedLength(bytes: Uint8Array, { rows, features }: Table): number {
  let length = 2 * features + rows;
  for (let k = 0; k < features; k++) {
    const distinct = distinctValues(bytes, k);
    length += distinct === 0 ? 4 * rows : 4 * distinct + rows;
  }
  return length;
}

/** Returns the number of distinct values of column k; 0 also if the file is too short. */
function distinctValues(bytes: Uint8Array, k: number): number {
  return bytes[2 * k] | (bytes[2 * k + 1] << 8);
}
