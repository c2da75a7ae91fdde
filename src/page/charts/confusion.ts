/** Numbers from a confusion matrix. */

/** Counts of rows by true class (down) and predicted class (across), row-major. */
export interface Confusion {
  /** [classes, classes] */
  counts: ArrayLike<number>;
  classes: number;
}

/** One class taken for another: how often, and how many rows that class has. */
export interface Mistake {
  label: number;
  predicted: number;
  count: number;
  of: number;
}

/** Returns the number of rows of each class. */
export function rowsOfClasses({ counts, classes }: Confusion): number[] {
  return Array.from({ length: classes }, (_, label) => {
    let rows = 0;
    for (let predicted = 0; predicted < classes; predicted++) rows += counts[label * classes + predicted];
    return rows;
  });
}

/** Returns the other class that most rows of `label` were taken for, the first one in a tie; null without mistakes. */
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

/** Returns the most frequent mistake, the first one in a tie; null without mistakes. */
export function mostFrequentMistake(confusion: Confusion): Mistake | null {
  let most: Mistake | null = null;
  for (let label = 0; label < confusion.classes; label++) {
    const worst = worstMistake(confusion, label);
    if (worst && worst.count > (most?.count ?? 0)) most = worst;
  }
  return most;
}
