/** What networks say of rows: the likeliest class of each, and how likely it is. */

export interface ClassPrediction {
  /** Null where the network has diverged and no probability is a number. */
  predicted: number | null;
  probability: number;
}

/** The likeliest class of each row of probabilities [rows, classes], the first of those that are equal. */
export function predictedClasses(probabilities: Float32Array, classes: number): ClassPrediction[] {
  return Array.from({ length: Math.floor(probabilities.length / classes) }, (_, row) => {
    const of = probabilities.subarray(row * classes, (row + 1) * classes);
    let predicted = 0;
    for (let label = 1; label < classes; label++) if (of[label] > of[predicted]) predicted = label;
    return Number.isNaN(of[predicted]) ? { predicted: null, probability: NaN } : { predicted, probability: of[predicted] };
  });
}
