/**
 * The WGSL source of the plain kernels, by path in shaders/plain ('matmul/forward'). The module imports no GPU code, so that the
 * page can show the sources. It finds new files in that folder without an entry here.
 */
const FILES = import.meta.glob<string>('../../../shaders/plain/**/*.wgsl', { query: '?raw', import: 'default', eager: true });

const SOURCES: ReadonlyMap<string, string> = new Map(
  Object.entries(FILES).map(([file, source]) => [file.replace(/^.*\/plain\//, '').replace(/\.wgsl$/, ''), source]),
);

/** The path of each plain kernel, such as 'matmul/forward', in alphabetical order. */
export const PLAIN_KERNELS: readonly string[] = [...SOURCES.keys()].toSorted();

/** Returns the source of a plain kernel; undefined if there is none, as for some activations. */
export function plainSource(kernel: string): string | undefined {
  return SOURCES.get(kernel);
}

/** Returns the path of an activation's plain kernel: 'activations/leaky_relu' for 'leaky-relu'. */
export function plainActivation(name: string): string {
  return `activations/${name.replaceAll('-', '_')}`;
}
