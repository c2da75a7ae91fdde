/** Reads and builds plain objects by the paths of fields. */

/** Returns the value at a path such as 'dataset.noise'; undefined if there is none. */
export function valueAt(object: unknown, path: string): unknown {
  let value = object;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** Returns the object with these values at their paths: { 'dataset.noise': 1 } becomes { dataset: { noise: 1 } }. */
export function nest(values: ReadonlyMap<string, unknown>): object {
  const groups = new Map<string, Map<string, unknown>>();
  const entries = new Map<string, unknown>();
  for (const [path, value] of values) {
    const dot = path.indexOf('.');
    if (dot < 0) {
      entries.set(path, value);
      continue;
    }
    const group = path.slice(0, dot);
    const members = groups.get(group) ?? new Map<string, unknown>();
    groups.set(group, members.set(path.slice(dot + 1), value));
  }
  for (const [group, members] of groups) entries.set(group, nest(members));
  return Object.fromEntries(entries);
}
