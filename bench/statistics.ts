/** A measurement taken several times. */

export interface Spread {
  median: number;
  minimum: number;
  maximum: number;
  all: number[];
}

export function spreadOf(all: readonly number[]): Spread {
  return { median: median(all), minimum: Math.min(...all), maximum: Math.max(...all), all: [...all] };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Resolves to the milliseconds that `work` takes. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
