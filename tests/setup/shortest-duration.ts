/**
 * Returns the duration of `work` in milliseconds: the shortest of several runs, because other processes can only slow a run down. Compare
 * it only with another duration of the same test, because machines differ too much for a fixed limit.
 */
export async function shortestDuration(work: () => unknown, runs = 5): Promise<number> {
  let shortest = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}
