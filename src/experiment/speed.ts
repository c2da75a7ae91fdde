/** How fast a run goes. It is no part of the experiment: the numbers are the same at any speed. */

/** As fast as it goes, one batch per frame, or slow enough to watch (about three batches a second). */
export type Speed = 'fast' | 'frame' | 'slow';

/** On a fast GPU a run at full speed would be over before a person has read the first line. */
export const DEFAULT_SPEED: Speed = 'frame';
