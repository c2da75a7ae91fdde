/**
 * Decides how many steps go into one submission: as many as keep the GPU busy for about 12 ms, so that a click takes effect
 * within a frame. It learns from the duration of submissions.
 */

const TARGET_MILLISECONDS = 12;
const MOST_STEPS = 512;

export class Pace {
  /** Steps for the next submission. */
  steps = 1;

  /** Records that `steps` steps kept the GPU busy for `milliseconds`. */
  learn(steps: number, milliseconds: number): void {
    const wanted = (TARGET_MILLISECONDS / Math.max(milliseconds, 0.01)) * steps;
    // At most double: a single short submission may be an exception.
    this.steps = Math.max(1, Math.min(MOST_STEPS, this.steps * 2, Math.round(wanted)));
  }
}
