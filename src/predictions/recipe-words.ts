/** Numbers and layers as the recipe check writes them. */
import type { PooledLayer } from '../theory/pooled';

const MINUS = '−';

/** Returns a number with three significant figures, or one if it is tiny or huge: 0.422, 106, 7e−11, 6e6. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e6)) return value.toExponential(0).replace('+', '').replaceAll('-', MINUS);
  return String(Number(value.toPrecision(3))).replaceAll('-', MINUS);
}

export const layerCount = (count: number): string => `${count} ${count === 1 ? 'layer' : 'layers'}`;

/** Returns 'by layer 32 the variance is 106', or the layer at which the signal diverges. */
export function varianceByLast(of: readonly PooledLayer[]): string {
  const lost = of.findIndex(({ variance }) => Number.isNaN(variance));
  if (lost >= 0) return `layers diverge by layer ${lost + 1}`;
  return `by layer ${of.length} the variance is ${shortNumber(of.at(-1)?.variance ?? NaN)}`;
}
