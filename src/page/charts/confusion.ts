/** What a confusion matrix says in numbers. */

/** Rows of each class (down) by the class they were taken for (across), row-major. */
export interface Confusion {
  /** [classes, classes] */
  counts: ArrayLike<number>;
  classes: number;
}

/** One class taken for another: how often, and of how many rows of that class. */
export interface Mistake {
  label: number;
  predicted: number;
  count: number;
  of: number;
}

/** Rows of each class. */
export function rowsOfClasses({ counts, classes }: Confusion): number[] {
  return Array.from({ length: classes }, (_, label) => {
    let rows = 0;
    for (let predicted = 0; predicted < classes; predicted++) rows += counts[label * classes + predicted];
    return rows;
  });
}

/** The other class that most rows of `label` were taken for, the first of those that are equal; null where none was mistaken. */
export function worstMistake({ counts, classes }: Confusion, label: number): Mistake | null {
  let worst: Mistake | null = null;
  let of = 0;
  for (let predicted = 0; predicted < classes; predicted++) {
    const count = counts[label * classes + predicted];
    of += count;
    if (predicted !== label && count > (worst?.count ?? 0)) worst = { label, predicted, count, of: 0 };
  }
  return worst && { ...worst, of };
}

/** The most frequent of all mistakes, the first of those that are equal; null where there is none. */
export function mostFrequentMistake(confusion: Confusion): Mistake | null {
  let most: Mistake | null = null;
  for (let label = 0; label < confusion.classes; label++) {
    const worst = worstMistake(confusion, label);
    if (worst && worst.count > (most?.count ?? 0)) most = worst;
  }
  return most;
}
