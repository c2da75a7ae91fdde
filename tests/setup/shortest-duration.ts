/**
 * Milliseconds that `work` takes: the shortest of several runs, because another process can only make one longer. To be compared
 * with another duration of the same test, never with a number: machines differ by more than any margin.
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
