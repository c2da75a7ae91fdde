/** What bench/build.mjs makes of the folder named by `--against`; all null without it. */
declare module 'virtual:other-version' {
  import type { Case } from './cases';
  import type { Problem } from './problem';
  import type { Engine } from './engines/engine';

  export const label: string;
  export const playground: ((options: { statistics: boolean }) => Promise<Engine>) | null;
  export const problemOf: ((each: Case) => Problem) | null;
}
