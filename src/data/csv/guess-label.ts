/** Detects the label column. */
import { canBeClasses, type Column } from './column';

/** Typical names of label columns, the most certain first. */
const NAMES = [
  /^(class|label|target)(es|s)?$/i,
  /^(species|outcome|diagnosis|y|category|response|survived|churn)$/i,
  /(^|[\s_.-])(class|label|labels|target|outcome|diagnosis)$/i,
  /^(class|label|target)[\s_.-]/i,
];

/**
 * Returns the index of the label column: a column with a typical name; otherwise the last, the first or any other column that can be
 * classes, in this order. Without any, it returns the last column, and encoding it then reports the error.
 */
export function guessLabel(columns: readonly Column[], rows: number): number {
  for (const name of NAMES) {
    const column = columns.findIndex((each) => name.test(each.name));
    if (column >= 0) return column;
  }
  const last = columns.length - 1;
  const fitting = [last, 0, ...columns.keys()].find((column) => canBeClasses(columns[column], rows));
  return fitting ?? last;
}
