/** What a person sees of their table before they train on it: plain data. */
import type { DataError } from '../errors';
import type { Dataset } from '../dataset';
import { featureMoments, fitStandardization, type FeatureMoments } from '../standardize';
import type { ColumnUse, MissingChoice, ResolvedChoices } from './choices';
import type { Column } from './column';
import type { Delimiter } from './delimiter';
import type { DescribedTable } from './described';
import type { EncodedTable } from './encode';
import type { ParsedTable } from './table';

/** Rows and columns shown as they were read. */
const SHOWN_ROWS = 5;
const SHOWN_COLUMNS = 20;
/** Letters shown of a name or a cell, which may be megabytes long. */
const SHOWN_LETTERS = 500;

const MARKS: Readonly<Record<Delimiter, string>> = { ',': ',', ';': ';', '\t': 'a tab', '|': '|', ' ': 'a space' };

export interface Problem {
  message: string;
  /** In the file, from 1, where known. */
  row: number | undefined;
  column: number | undefined;
}

export interface ColumnPreview {
  name: string;
  use: ColumnUse;
  /** Why it is proposed to be left out, if it is. */
  leaveOut: string | null;
  missing: number;
  /** The file's row, from 1, of the first missing value. */
  firstMissing: number | null;
  /** Inputs that it becomes; 0 where it is left out. */
  inputs: number;
  /** Of a number, over the training rows; null for all else. */
  before: Moments | null;
  after: Moments | null;
}

export interface Moments {
  mean: number;
  deviation: number;
}

export interface TablePreview {
  delimiter: Delimiter;
  header: boolean;
  /** What was made of the file that may not be expected. */
  notes: string[];
  /** The first rows as read under their columns' names, at most 20 columns; what is long is cut. */
  names: string[];
  sample: string[][];
  /** All that needs the whole table; null where that could not be read. */
  table: TableSummary | null;
  /** Why it cannot be trained on, if it cannot. */
  problem: Problem | null;
}

export interface TableSummary {
  rows: number;
  decimalComma: boolean;
  columns: ColumnPreview[];
  label: number;
  missing: MissingChoice;
  /** All that there is to train on; null where it could not be made. */
  result: TableResult | null;
}

export interface TableResult {
  features: number;
  classes: { name: string; count: number }[];
  trainingRows: number;
  heldOutRows: number;
  /** Rows that a missing value keeps out. */
  leftOut: number;
}

function shortened(text: string): string {
  return text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS)}…` : text;
}

function problemOf({ message, row, column }: DataError): Problem {
  return { message, row, column };
}

export function previewOf(reading: ParsedTable, table: TableSummary | null, problem: DataError | null): TablePreview {
  const { delimiter, header, encoding, separator, names, sample } = reading;
  return {
    delimiter,
    header,
    notes: [
      ...(encoding === 'windows-1252' ? ['The file is not UTF-8; it was read as windows-1252.'] : []),
      ...(encoding.startsWith('utf-16') ? ['The file was read as UTF-16.'] : []),
      ...(separator ? [`The first line says that ${MARKS[separator.delimiter]} separates cells; it is not a row.`] : []),
    ],
    names: names.slice(0, SHOWN_COLUMNS).map(shortened),
    sample: sample.slice(0, SHOWN_ROWS).map((cells) => cells.slice(0, SHOWN_COLUMNS).map(shortened)),
    table,
    problem: problem && problemOf(problem),
  };
}

export function summarize(table: DescribedTable, plan: ResolvedChoices, encoded: EncodedTable | null): TableSummary {
  const moments = encoded && momentsOf(encoded);
  return {
    rows: table.rows,
    decimalComma: table.decimalComma,
    columns: table.described.map((column, index) => columnPreview(column, index, table, plan, encoded, moments)),
    label: plan.label,
    missing: plan.missing,
    result: encoded && resultOf(encoded),
  };
}

function columnPreview(
  { name, leaveOut, missing, firstMissing }: Column,
  index: number,
  { lineOf }: DescribedTable,
  plan: ResolvedChoices,
  encoded: EncodedTable | null,
  moments: { before: FeatureMoments; after: FeatureMoments } | null,
): ColumnPreview {
  const { first, count } = encoded?.places[index] ?? { first: 0, count: 0 };
  const of = ({ mean, deviation }: FeatureMoments): Moments => ({ mean: mean[first], deviation: deviation[first] });
  const numeric = moments !== null && count > 0 && plan.uses[index] === 'number';
  return {
    name: shortened(name),
    use: plan.uses[index],
    leaveOut,
    missing,
    firstMissing: firstMissing === null ? null : lineOf(firstMissing),
    inputs: count,
    before: numeric ? of(moments.before) : null,
    after: numeric ? of(moments.after) : null,
  };
}

function resultOf({ labels, features, classNames, trainingRows, leftOut }: EncodedTable): TableResult {
  const counts = new Uint32Array(classNames.length);
  for (const label of labels) counts[label]++;
  return {
    features,
    classes: classNames.map((name, label) => ({ name: shortened(name), count: counts[label] })),
    trainingRows,
    heldOutRows: labels.length - trainingRows,
    leftOut,
  };
}

/** Before and after, over the training rows: after, as the network is fed. */
function momentsOf({ inputs, features, trainingRows }: EncodedTable): { before: FeatureMoments; after: FeatureMoments } {
  const rows: Pick<Dataset, 'inputs' | 'features' | 'trainingRows'> = { inputs, features, trainingRows };
  const { mean, scale } = fitStandardization(rows);
  const standardized = inputs.subarray(0, trainingRows * features).slice();
  for (let at = 0; at < standardized.length; at++) {
    const k = at % features;
    standardized[at] = (standardized[at] - mean[k]) * scale[k];
  }
  return { before: featureMoments(rows), after: featureMoments({ ...rows, inputs: standardized }) };
}
