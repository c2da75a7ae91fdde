/** What a person can correct, and what it comes to. */
import type { Column } from './column';
import { guessLabel } from './label';
import type { Cut } from './table';

export const COLUMN_USES = ['number', 'category', 'leave-out'] as const;
export type ColumnUse = (typeof COLUMN_USES)[number];

/** Rows with a missing value are left out, or it is filled in: numbers by the mean, categories by one of their own. */
export type MissingChoice = 'leave-out' | 'fill';

/** Everything that is not guessed from the file; what is left out is. */
export interface TableChoices extends Cut {
  /** Whether numbers have a decimal comma. */
  decimalComma?: boolean;
  /** Index of the label's column. */
  label?: number;
  /** By index of the column. */
  uses?: Readonly<Record<number, ColumnUse>>;
  missing?: MissingChoice;
  /** Share of the rows, or a number of them from 1 on. */
  heldOut: number;
  /** Shuffles the rows, so that those held out are a fair sample; 0 keeps their order. */
  seed: number;
}

/** The choices with every guess in place. */
export interface ResolvedChoices {
  label: number;
  /** Of each column; the label's own counts for nothing. */
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
