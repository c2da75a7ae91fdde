/** Describes a column: its values, its detected kind, and whether to leave it out. */
import { isMissing, parseNumber } from './cells';
import { formatInteger } from './format';
import { LEAVE_OUT_REASONS } from './messages';

/** The most categories of a column; each is one input. */
export const MAX_CATEGORIES = 256;
/** Different values are counted up to this number. */
const MAX_DISTINCT = 10_000;
/** In fewer rows, all texts may differ by chance. */
const FEW_ROWS = 10;
/** Names of columns that identify rows. */
const IDENTIFIER = /(^|[\s_.-])(id|index|idx|nr|no|number|row|rownames|key|uuid)$|^#$|^unnamed/i;
/** Matches customerId and userID, and by its case not paid or humid. */
const IDENTIFIER_IN_CAMEL_CASE = /[a-z]I[dD]$/;

export type ColumnKind = 'number' | 'category';

export interface Column {
  name: string;
  /** The detected kind. A column is numeric if more than half of its values are. */
  kind: ColumnKind;
  /** The reason to leave the column out; null if there is none. */
  leaveOut: string | null;
  missing: number;
  /** Rows, counted from 0; null if there is none. */
  firstMissing: number | null;
  firstText: number | null;
  /** Number of cells with a number. */
  numbers: number;
  integers: boolean;
  /** Number of different values; MAX_DISTINCT + 1 if there are more than MAX_DISTINCT. */
  distinct: number;
}

export function describeColumn(name: string, cells: readonly string[], decimalComma: boolean): Column {
  const seen = new Set<string>();
  let [missing, numbers, texts, integers] = [0, 0, 0, true];
  let [countsOn, start, before] = [true, NaN, NaN];
  let firstMissing: number | null = null;
  let firstText: number | null = null;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row];
    if (isMissing(cell)) {
      missing++;
      firstMissing ??= row;
      continue;
    }
    const value = parseNumber(cell, decimalComma);
    if (Number.isNaN(value)) {
      texts++;
      firstText ??= row;
    } else {
      numbers++;
      integers &&= Number.isInteger(value);
      if (row === 0) start = value;
      else countsOn &&= value === before + 1;
      before = value;
    }
    if (seen.size <= MAX_DISTINCT) seen.add(cell);
  }
  const kind = numbers > texts ? 'number' : 'category';
  const column = { name, kind, missing, firstMissing, firstText, numbers, integers, distinct: seen.size } as const;
  // Years are consecutive as well, but do not start at 0 or 1.
  const numbersRows = countsOn && (start === 0 || start === 1);
  return { ...column, leaveOut: reasonToLeaveOut(column, cells.length, numbersRows) };
}

/** Whole numbers with more different values than this are a quantity, not classes. */
const MAX_NUMBERED_CLASSES = 100;

/** Returns whether the column could be the label: it has at least two values, and each occurs twice on average. */
export function canBeClasses({ kind, distinct, missing, integers }: Column, rows: number): boolean {
  if (distinct < 2 || 2 * distinct > rows - missing) return false;
  return kind === 'category' || (integers && distinct <= MAX_NUMBERED_CLASSES);
}

/** Returns the number of different values for a sentence. */
export function formatDistinct({ distinct }: Pick<Column, 'distinct'>): string {
  return distinct > MAX_DISTINCT ? `more than ${formatInteger(MAX_DISTINCT)}` : formatInteger(distinct);
}

function reasonToLeaveOut(column: Omit<Column, 'leaveOut'>, rows: number, numbersRows: boolean): string | null {
  const { name, kind, missing, distinct, integers } = column;
  const present = rows - missing;
  if (present === 0) return LEAVE_OUT_REASONS.empty;
  if (distinct === 1 && missing === 0) return LEAVE_OUT_REASONS.constant;
  const different = distinct === present || distinct > MAX_DISTINCT;
  if (kind === 'number') {
    const named = IDENTIFIER.test(name) || IDENTIFIER_IN_CAMEL_CASE.test(name);
    return (numbersRows && rows >= FEW_ROWS) || (integers && different && named) ? LEAVE_OUT_REASONS.rowNumbers : null;
  }
  if (different && present >= FEW_ROWS) return LEAVE_OUT_REASONS.uniqueTexts;
  if (distinct > MAX_CATEGORIES) return LEAVE_OUT_REASONS.manyTexts(formatDistinct(column));
  return null;
}
