/** Returns the keys of a record with their literal types, in the order of the source. */
export function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys returns string[]
  return Object.keys(record) as Key[];
}
