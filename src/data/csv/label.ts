/** Which column is the label. */
import { canBeClasses, type Column } from './column';

/** Names that labels have, the surest first. */
const NAMES = [
  /^(class|label|target)(es|s)?$/i,
  /^(species|outcome|diagnosis|y|category|response|survived|churn)$/i,
  /(^|[\s_.-])(class|label|labels|target|outcome|diagnosis)$/i,
  /^(class|label|target)[\s_.-]/i,
];

/**
 * A column that is named as labels are; else the last one if it can be classes, else the first, else any. Where none can, the last:
 * what is wrong with it is said.
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
