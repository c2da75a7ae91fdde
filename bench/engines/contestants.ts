/** The contestants of the benchmark's page, by name. */
import type { Engine } from './engine';
import { playground } from './playground';

/** The others are compared with the first. Libraries are loaded only when they are chosen. */
const CONTESTANTS: Record<string, () => Promise<Engine | null>> = {
  playground: () => playground({ statistics: false }),
  'other-version': async () => (await import('./other-version')).otherVersion({ statistics: false }),
  'playground-statistics': () => playground({ statistics: true }),
  'other-version-statistics': async () => (await import('./other-version')).otherVersion({ statistics: true }),
  'plain-kernels': async () => (await import('./plain')).plainKernels(),
  'jax-js-webgpu': async () => (await import('./jax-js')).jaxJs('webgpu'),
  'jax-js-wasm': async () => (await import('./jax-js')).jaxJs('wasm'),
  'tensorflow-webgpu': async () => (await import('./tensorflow-js')).tensorflowJs('webgpu'),
  'tensorflow-cpu': async () => (await import('./tensorflow-js')).tensorflowJs('cpu'),
};

export const CONTESTANT_NAMES: readonly string[] = Object.keys(CONTESTANTS);

/** Opens the named contestants that can run here. Throws a RangeError for an unknown name. */
export async function openContestants(names: readonly string[]): Promise<Engine[]> {
  const engines: Engine[] = [];
  for (const name of names) {
    const open = CONTESTANTS[name];
    if (!open) throw new RangeError(`there is no contestant '${name}'; there are ${CONTESTANT_NAMES.join(', ')}`);
    const engine = await open();
    if (engine) engines.push(engine);
  }
  return engines;
}
