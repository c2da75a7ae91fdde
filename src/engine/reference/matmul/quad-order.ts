/** Returns the members of each invocation's quad, [count, 4]: invocation i has the members 4⌊i/4⌋ to 4⌊i/4⌋ + 3. */
export function quadOrder(count: number): Float64Array {
  return Float64Array.from({ length: count * 4 }, (_, at) => 4 * Math.floor(at / 16) + (at % 4));
}
