/**
 * The WGSL of the plain kernels, by path in shaders/plain ('matmul/forward'): text alone, so that the page can show it too. A new
 * file in that folder needs no entry here.
 */
const FILES = import.meta.glob<string>('../../../shaders/plain/**/*.wgsl', { query: '?raw', import: 'default', eager: true });

const SOURCES: ReadonlyMap<string, string> = new Map(
  Object.entries(FILES).map(([file, source]) => [file.replace(/^.*\/plain\//, '').replace(/\.wgsl$/, ''), source]),
);

/** Every plain kernel's path, as 'matmul/forward', in alphabetical order. */
export const PLAIN_KERNELS: readonly string[] = [...SOURCES.keys()].toSorted();

/** The source of a plain kernel; undefined where there is none. An activation may have none. */
export function plainSource(kernel: string): string | undefined {
  return SOURCES.get(kernel);
}

/** The path of an activation's plain kernel: 'leaky-relu' is in 'activations/leaky_relu'. */
export function plainActivation(name: string): string {
  return `activations/${name.replaceAll('-', '_')}`;
}
