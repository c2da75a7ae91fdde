/** Measures how fast a library multiplies two large matrices, at 2·size³ FLOPs per product. */
import type { Multiplier } from '../engines/engine';
import { timeOf } from '../statistics';

const REPEATS = 3;

/** Resolves to the rate in FLOP/s, the highest of a few measurements of about `milliseconds`. */
export async function multiplicationRate(
  multiplier: (size: number) => Promise<Multiplier>,
  size: number,
  milliseconds: number,
): Promise<number> {
  const product = await multiplier(size);
  await product.run(1);
  const once = await timeOf(() => product.run(1));
  const rounds = Math.max(3, Math.round(milliseconds / once));
  let best = Infinity;
  for (let i = 0; i < REPEATS; i++) best = Math.min(best, await timeOf(() => product.run(rounds)));
  product.dispose();
  return (2 * size ** 3 * product.products * rounds) / (best / 1000);
}
