// oxlint-disable typescript/consistent-type-imports -- an ambient module cannot import by a relative path
/** What bench/build.mjs makes of the folder named by `--against`; all null without it. */
declare module 'virtual:other-version' {
  type Engine = import('./engines/engine').Engine;

  export const label: string;
  export const playground: ((options: { statistics: boolean }) => Promise<Engine>) | null;
  export const problemOf: ((each: import('./cases').Case) => import('./problem').Problem) | null;
}
