/** With whom each of `count` invocations shares, [count, 4]: the four whose numbers are 4⌊i/4⌋ and on. */
export function quadOrder(count: number): Float64Array {
  return Float64Array.from({ length: count * 4 }, (_, at) => 4 * Math.floor(at / 16) + (at % 4));
}
