/** What a column holds, what it is taken for, and whether it should rather be left out. */
import { isMissing, numberIn } from './cells';
import { grouped } from './words';

/** One input each is what a category costs: a column with more is refused. */
export const MOST_CATEGORIES = 256;
/** Different values are counted up to here. */
const MOST_DISTINCT = 10_000;
/** Below, that all texts differ is chance. */
const FEW_ROWS = 10;
/** Names that say that a column tells rows apart and nothing else. */
const IDENTIFIER = /(^|[\s_.-])(id|index|idx|nr|no|number|row|rownames|key|uuid)$|^#$|^unnamed/i;
/** customerId, userID; case tells them from paid and humid. */
const IDENTIFIER_IN_CAMEL_CASE = /[a-z]I[dD]$/;

export type ColumnKind = 'number' | 'category';

export interface Column {
  name: string;
  /** As it was guessed: a column is numeric where more than half of what it holds is. */
  kind: ColumnKind;
  /** Why it is proposed to be left out, if it is. */
  leaveOut: string | null;
  missing: number;
  /** Rows from 0; null where there is none. */
  firstMissing: number | null;
  firstText: number | null;
  /** How many cells hold a number. */
  numbers: number;
  integers: boolean;
  /** Different values, one more than MOST_DISTINCT where there are more. */
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
    const value = numberIn(cell, decimalComma);
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
    if (seen.size <= MOST_DISTINCT) seen.add(cell);
  }
  const kind = numbers > texts ? 'number' : 'category';
  const column = { name, kind, missing, firstMissing, firstText, numbers, integers, distinct: seen.size } as const;
  // Years count on as well, but from elsewhere.
  const numbersRows = countsOn && (start === 0 || start === 1);
  return { ...column, leaveOut: reasonToLeaveOut(column, cells.length, numbersRows) };
}

/** Whole numbers that are classes are no more than these. */
const MOST_NUMBERED_CLASSES = 100;

/** Whether the column could be the label: values that come back, and not many of them. */
export function canBeClasses({ kind, distinct, missing, integers }: Column, rows: number): boolean {
  if (distinct < 2 || 2 * distinct > rows - missing) return false;
  return kind === 'category' || (integers && distinct <= MOST_NUMBERED_CLASSES);
}

/** How many different values there are, as people say it. */
export function distinctWords({ distinct }: Pick<Column, 'distinct'>): string {
  return distinct > MOST_DISTINCT ? `more than ${grouped(MOST_DISTINCT)}` : grouped(distinct);
}

function reasonToLeaveOut(column: Omit<Column, 'leaveOut'>, rows: number, numbersRows: boolean): string | null {
  const { name, kind, missing, distinct, integers } = column;
  const present = rows - missing;
  if (present === 0) return 'it is empty';
  if (distinct === 1 && missing === 0) return 'it holds one value throughout';
  const different = distinct === present || distinct > MOST_DISTINCT;
  if (kind === 'number') {
    const named = IDENTIFIER.test(name) || IDENTIFIER_IN_CAMEL_CASE.test(name);
    return (numbersRows && rows >= FEW_ROWS) || (integers && different && named) ? 'it numbers the rows' : null;
  }
  if (different && present >= FEW_ROWS) return 'each row has a text of its own';
  if (distinct > MOST_CATEGORIES) return `it has ${distinctWords(column)} different texts`;
  return null;
}
