/** The ranges of axes: wide enough for the data, and stable from one step to the next. */

export interface Domain {
  min: number;
  max: number;
}

/** Variances outside these limits are drawn at the edge and marked. */
const VARIANCE_LIMITS: Domain = { min: 1e-12, max: 1e6 };
/** Means more than this many target standard deviations from the target are drawn at the edge and marked. */
const MEAN_LIMIT = 4;

/** Returns a linear range around the target that holds the values, in half standard deviations of the target. */
export function meanDomain(values: Iterable<number>, target: { mean: number; variance: number }): Domain {
  const half = Math.sqrt(target.variance) / 2;
  let [low, high] = [-2, 2];
  for (const value of values) {
    const steps = (value - target.mean) / half;
    if (Number.isNaN(steps)) continue;
    low = Math.min(low, Math.floor(steps));
    high = Math.max(high, Math.ceil(steps));
  }
  const limit = 2 * MEAN_LIMIT;
  return { min: target.mean + Math.max(low, -limit) * half, max: target.mean + Math.min(high, limit) * half };
}

/** Returns a range of whole decades that holds the values and a decade around the target. */
export function decadeDomain(values: Iterable<number>, target: number, limits: Domain = VARIANCE_LIMITS): Domain {
  let [low, high] = [Math.floor(Math.log10(target) - 0.5), Math.ceil(Math.log10(target) + 0.5)];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const exponent = Math.log10(Math.min(limits.max, Math.max(limits.min, value)));
    low = Math.min(low, Math.floor(exponent));
    high = Math.max(high, Math.ceil(exponent));
  }
  return { min: 10 ** low, max: 10 ** high };
}

/** A range that only grows, until it is reset. */
export class GrowingDomain {
  private current: Domain | null = null;

  grow({ min, max }: Domain): Domain {
    this.current = this.current ? { min: Math.min(min, this.current.min), max: Math.max(max, this.current.max) } : { min, max };
    return this.current;
  }

  reset(): void {
    this.current = null;
  }
}

/** Returns where a value is drawn: at itself, at the edge it lies beyond, or nowhere (NaN). */
export function clampTo(value: number, { min, max }: Domain): number {
  return Math.min(max, Math.max(min, value));
}

/** Returns the domain extended by its own length on both sides: a line to a value there leaves the plot instead of following its edge. */
export function beyond({ min, max }: Domain, scale: 'linear' | 'logarithmic'): Domain {
  if (scale === 'logarithmic') return { min: (min * min) / max, max: (max * max) / min };
  return { min: 2 * min - max, max: 2 * max - min };
}

/** Returns powers of ten from min to max, thinned to at most `most`, with 2 and 5 between them if there is room; 1 is always kept. */
export function decadeTicks({ min, max }: Domain, most: number): number[] {
  const [low, high] = [Math.round(Math.log10(min)), Math.round(Math.log10(max))];
  if (3 * (high - low) + 1 <= most) {
    const between = Array.from({ length: high - low }, (_, i) => [1, 2, 5].map((digit) => Number(`${digit}e${low + i}`)));
    return [...between.flat(), Number(`1e${high}`)];
  }
  const stride = Math.max(1, Math.ceil((high - low) / most));
  const ticks: number[] = [];
  for (let exponent = Math.ceil(low / stride) * stride; exponent <= high; exponent += stride)
    ticks.push(Number(`1e${exponent}`));
  return ticks;
}

/** Returns the layer numbers to write on an axis: the first, round ones and the last, at most `most`. */
export function layerTicks(depth: number, most: number): number[] {
  if (depth <= Math.max(2, most)) return Array.from({ length: depth }, (_, i) => i + 1);
  const stride = [2, 4, 8, 16, 32, 64].find((candidate) => depth / candidate + 1 <= most) ?? depth;
  const ticks = [1];
  for (let layer = stride; layer <= depth; layer += stride) ticks.push(layer);
  const last = ticks[ticks.length - 1];
  if (last !== depth) {
    if (depth - last < stride / 2 && ticks.length > 1) ticks.pop();
    ticks.push(depth);
  }
  if (ticks[1] - 1 < stride / 2 && ticks.length > 2) ticks.splice(1, 1);
  return ticks;
}
