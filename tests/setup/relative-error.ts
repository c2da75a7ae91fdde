/** Returns the largest difference between two vectors, relative to the largest entry of the expected one. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs(actual[i] - expected[i]);
    // NaN counts as an infinite difference.
    difference = distance <= difference ? difference : Number.isNaN(distance) ? Infinity : distance;
    size = Math.max(size, Math.abs(expected[i]));
  }
  return difference / Math.max(size, 1e-30);
}
