/** The preview of a table before training, as plain data. */
import type { DataError } from '../errors';
import type { Dataset } from '../dataset';
import { featureMoments, fitStandardization, type FeatureMoments } from '../standardize';
import type { ColumnUse, MissingChoice, ResolvedChoices } from './choices';
import type { Column } from './column';
import type { Delimiter } from './delimiter';
import type { DescribedTable } from './describe-table';
import type { EncodedTable } from './encode';
import { TABLE_NOTES } from './messages';
import type { ParsedTable } from './table';

/** Rows and columns of the sample. */
const SHOWN_ROWS = 5;
const SHOWN_COLUMNS = 20;
/** Characters shown of a name or a cell, which may be megabytes long. */
const SHOWN_LETTERS = 500;

const MARKS: Readonly<Record<Delimiter, string>> = { ',': ',', ';': ';', '\t': 'a tab', '|': '|', ' ': 'a space' };

export interface Problem {
  message: string;
  /** Row and column of the file, counted from 1; undefined if unknown. */
  row: number | undefined;
  column: number | undefined;
}

export interface ColumnPreview {
  name: string;
  use: ColumnUse;
  /** The reason to leave the column out; null if there is none. */
  leaveOut: string | null;
  missing: number;
  /** Row of the first missing value in the file, counted from 1. */
  firstMissing: number | null;
  /** Number of network inputs; 0 if the column is left out. */
  inputs: number;
  /** Moments over the training rows before and after standardisation; null unless the column is a number. */
  before: MeanAndDeviation | null;
  after: MeanAndDeviation | null;
}

export interface MeanAndDeviation {
  mean: number;
  deviation: number;
}

export interface TablePreview {
  delimiter: Delimiter;
  header: boolean;
  /** How the file was read, where that may be unexpected. */
  notes: string[];
  /** Names and first rows of at most 20 columns; long texts are cut. */
  names: string[];
  sample: string[][];
  /** The parts that depend on the whole table; null if it could not be read. */
  table: TableSummary | null;
  /** The error that prevents training; null if there is none. */
  problem: Problem | null;
}

export interface TableSummary {
  rows: number;
  decimalComma: boolean;
  columns: ColumnPreview[];
  label: number;
  missing: MissingChoice;
  /** The rows to train on; null if encoding failed. */
  result: TableResult | null;
}

export interface TableResult {
  features: number;
  classes: { name: string; count: number }[];
  trainingRows: number;
  heldOutRows: number;
  /** Number of rows left out because of a missing value. */
  leftOut: number;
}

function shortened(text: string): string {
  return text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS)}…` : text;
}

function toProblem({ message, row, column }: DataError): Problem {
  return { message, row, column };
}

export function createPreview(reading: ParsedTable, table: TableSummary | null, problem: DataError | null): TablePreview {
  const { delimiter, header, encoding, separator, names, sample } = reading;
  return {
    delimiter,
    header,
    notes: [
      ...(encoding === 'windows-1252' ? [TABLE_NOTES.windows1252] : []),
      ...(encoding.startsWith('utf-16') ? [TABLE_NOTES.utf16] : []),
      ...(separator ? [TABLE_NOTES.separatorLine(MARKS[separator.delimiter])] : []),
    ],
    names: names.slice(0, SHOWN_COLUMNS).map(shortened),
    sample: sample.slice(0, SHOWN_ROWS).map((cells) => cells.slice(0, SHOWN_COLUMNS).map(shortened)),
    table,
    problem: problem && toProblem(problem),
  };
}

export function summarize(table: DescribedTable, choices: ResolvedChoices, encoded: EncodedTable | null): TableSummary {
  const moments = encoded && momentsOf(encoded);
  return {
    rows: table.rows,
    decimalComma: table.decimalComma,
    columns: table.described.map((column, index) => columnPreview(column, index, table, choices, encoded, moments)),
    label: choices.label,
    missing: choices.missing,
    result: encoded && summarizeResult(encoded),
  };
}

function columnPreview(
  { name, leaveOut, missing, firstMissing }: Column,
  index: number,
  { lineOf }: DescribedTable,
  choices: ResolvedChoices,
  encoded: EncodedTable | null,
  moments: { before: FeatureMoments; after: FeatureMoments } | null,
): ColumnPreview {
  const { first, count } = encoded?.places[index] ?? { first: 0, count: 0 };
  const ofColumn = ({ mean, deviation }: FeatureMoments): MeanAndDeviation => ({
    mean: mean[first],
    deviation: deviation[first],
  });
  const numeric = moments !== null && count > 0 && choices.uses[index] === 'number';
  return {
    name: shortened(name),
    use: choices.uses[index],
    leaveOut,
    missing,
    firstMissing: firstMissing === null ? null : lineOf(firstMissing),
    inputs: count,
    before: numeric ? ofColumn(moments.before) : null,
    after: numeric ? ofColumn(moments.after) : null,
  };
}

function summarizeResult({ labels, features, classNames, trainingRows, leftOut }: EncodedTable): TableResult {
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

/** Returns the moments over the training rows, before and after standardisation. */
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
