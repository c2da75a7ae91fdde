/**
 * Tables of numbers, one file each, as scripts/pack-tables.mjs packs them. Everything is little-endian:
 *
 *   distinct values of each column (16 bits each), 0 where a byte does not tell them apart
 *   label of each row (8 bits each)
 *   column after column: its distinct values (float32 each), then which of them each row holds (8 bits each);
 *   of a column with 0 the value of each row (float32 each)
 */
import type { DatasetSettings, LoadedRows } from './dataset';
import { readPacked } from './files';
import type { DataFiles } from './files';
import type { DatasetRecord } from './record';
import { rowOrder, trainingCount } from './split';

/** A table's file, `<name>.bin`, and what it holds. */
interface Table {
  name: string;
  rows: number;
  features: number;
}

/** The record of a table of the UCI Machine Learning Repository, in the file `<name>.bin`; a quarter of its rows are held out. */
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
 * Shuffled by the dataset's seed (in their own order at 0), then `samples` of them, the last of which are held out.
 *
 * @throws DataError
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

/** The values of all rows, [rows], one array a column. */
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

/** Bytes of the whole file, as its first bytes tell. */
function packedLength(bytes: Uint8Array, { rows, features }: Table): number {
  let length = 2 * features + rows;
  for (let k = 0; k < features; k++) {
    const distinct = distinctValues(bytes, k);
    length += distinct === 0 ? 4 * rows : 4 * distinct + rows;
  }
  return length;
}

/** Of column k; 0 also where the file ends before it. */
function distinctValues(bytes: Uint8Array, k: number): number {
  return bytes[2 * k] | (bytes[2 * k + 1] << 8);
}
