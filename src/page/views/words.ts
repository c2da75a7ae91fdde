/** Words that several views share. */

/** Shown in place of a chart until there is a snapshot. */
export const WAITING = 'Waiting for the first step';

/** Ends a chart's label until there is a snapshot. */
export const waitingLabel = (what: string): string => `${what}: waiting for the first step`;
