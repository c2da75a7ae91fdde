/** The names of a record's entries, in the order in which they are written, with their literal types. */
export function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the literal types
  return Object.keys(record) as Key[];
}
