/**
 * How many steps go into one submission: enough to keep the GPU busy for about 12 ms, few enough that a person's click is answered
 * at once. Learns from how long submissions take.
 */

const TARGET_MILLISECONDS = 12;
const MOST_STEPS = 512;

export class Pace {
  /** Steps for the next submission. */
  steps = 1;

  /** Takes in that `steps` steps kept the GPU busy for `milliseconds`. */
  learn(steps: number, milliseconds: number): void {
    const wanted = (TARGET_MILLISECONDS / Math.max(milliseconds, 0.01)) * steps;
    // Doubling at most: one submission that an idle GPU finished early says little.
    this.steps = Math.max(1, Math.min(MOST_STEPS, this.steps * 2, Math.round(wanted)));
  }
}
