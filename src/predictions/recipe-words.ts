/** How the recipe check writes numbers. */

const MINUS = '−';

/** Returns a number with three significant figures, or one if it is tiny or huge: 0.422, 106, 7e−11, 6e6. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e6)) return value.toExponential(0).replace('+', '').replaceAll('-', MINUS);
  return String(Number(value.toPrecision(3))).replaceAll('-', MINUS);
}

/** Returns '1 layer', '3 layers'. */
export const layerCount = (count: number): string => `${count} ${count === 1 ? 'layer' : 'layers'}`;
