/** The likeliest class of each row, and its probability. */

export interface ClassPrediction {
  /** Null if the network has diverged and its probabilities are NaN. */
  predicted: number | null;
  probability: number;
}

/** Returns the likeliest class of each row of probabilities [rows, classes], the first one in a tie. */
export function predictedClasses(probabilities: Float32Array, classes: number): ClassPrediction[] {
  return Array.from({ length: Math.floor(probabilities.length / classes) }, (_, row) => {
    const values = probabilities.subarray(row * classes, (row + 1) * classes);
    let predicted = 0;
    for (let label = 1; label < classes; label++) if (values[label] > values[predicted]) predicted = label;
    return Number.isNaN(values[predicted])
      ? { predicted: null, probability: NaN }
      : { predicted, probability: values[predicted] };
  });
}
