/** The speed of a run. It is not part of the experiment, because the results do not depend on it. */

/** As fast as possible, one batch per frame, or about three batches per second. */
export type Speed = 'fast' | 'frame' | 'slow';

/** Not the full speed, because a fast GPU would finish before a person has read the first line. */
export const DEFAULT_SPEED: Speed = 'frame';
