/** The engine of another checkout of this project, where the page was built with `--against`. */
import { label, playground, problemOf } from 'virtual:other-version';
import type { Engine } from './engine';

/** Null in a page that was built without one. */
export async function otherVersion({ statistics }: { statistics: boolean }): Promise<Engine | null> {
  const problem = problemOf;
  if (!playground || !problem) return null;
  const engine = await playground({ statistics });
  return {
    ...engine,
    name: statistics ? `${label}, statistics at every step` : label,
    // By its own problem: experiments may have other fields there.
    prepare: ({ case: each }) => engine.prepare(problem(each)),
    multiplier: undefined,
  };
}
