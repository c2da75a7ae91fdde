// oxlint-disable typescript/consistent-type-imports -- an ambient module cannot import by a relative path
/** The module that bench/build.mjs generates from the folder given by `--against`; without that option its exports are empty. */
declare module 'virtual:other-version' {
  type Engine = import('./engines/engine').Engine;

  export const label: string;
  export const playground: ((options: { statistics: boolean }) => Promise<Engine>) | null;
  export const problemOf: ((each: import('./cases').Case) => import('./problem').Problem) | null;
}
