/**
 * Waits for turns and frames instead of time, for tests that something does not happen. On a machine of any speed, everything that was
 * due has happened by then.
 */

/** Lets the event loop turn `count` times. */
export async function turns(count = 10): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setTimeout(resolve));
}

/** Lets the browser draw `count` frames, in which observers report and charts redraw. */
export async function frames(count = 3): Promise<void> {
  for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
}
