/** The choices for reading a table: the person's own, and those detected from the file. */
import type { Column } from './column';
import { guessLabel } from './guess-label';
import type { TableFormat } from './table';

export const COLUMN_USES = ['number', 'category', 'leave-out'] as const;
export type ColumnUse = (typeof COLUMN_USES)[number];

/** Leaves out rows with a missing value, or fills it in: a number with the mean, a category with the category '(missing)'. */
export type MissingChoice = 'leave-out' | 'fill';

/** A person's choices. An omitted choice is detected from the file. */
export interface TableChoices extends TableFormat {
  /** Whether numbers have a decimal comma. */
  decimalComma?: boolean;
  /** Index of the label's column. */
  label?: number;
  /** The use of a column, by its index. */
  uses?: Readonly<Record<number, ColumnUse>>;
  missing?: MissingChoice;
  /** Share of the rows below 1, or number of rows. */
  heldOut: number;
  /** Seed that shuffles the rows, so that the test rows are a random sample; 0 keeps the order of the file. */
  seed: number;
}

/** The choices with the detected values filled in. */
export interface ResolvedChoices {
  label: number;
  /** The use of each column; the label's own entry is ignored. */
  uses: ColumnUse[];
  missing: MissingChoice;
  heldOut: number;
  seed: number;
}

export function resolveChoices(columns: readonly Column[], rows: number, choices: TableChoices): ResolvedChoices {
  const { uses = {}, missing = 'leave-out', heldOut, seed } = choices;
  const { label = guessLabel(columns, rows) } = choices;
  return {
    label: Math.min(label, columns.length - 1),
    uses: columns.map(({ kind, leaveOut }, column): ColumnUse => uses[column] ?? (leaveOut ? 'leave-out' : kind)),
    missing,
    heldOut,
    seed,
  };
}
