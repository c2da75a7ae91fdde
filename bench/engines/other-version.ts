/** The engine of another checkout of this project, if the page was built with `--against`. */
import { label, playground, problemOf } from 'virtual:other-version';
import type { Engine } from './engine';

/** Resolves to the other engine; null if the page was built without one. */
export async function otherVersion({ statistics }: { statistics: boolean }): Promise<Engine | null> {
  const problem = problemOf;
  if (!playground || !problem) return null;
  const engine = await playground({ statistics });
  return {
    ...engine,
    name: statistics ? `${label}, statistics at every step` : label,
    // It builds its own problem, because the other version's experiments may have different fields.
    prepare: ({ case: each }) => engine.prepare(problem(each)),
    multiplier: undefined,
  };
}
