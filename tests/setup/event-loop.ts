/**
 * Waits by what has happened instead of by time, for tests which show that something does not happen: however slow the machine,
 * everything that was due has had its turn.
 */

/** Lets the event loop turn `count` times. */
export async function turns(count = 10): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setTimeout(resolve));
}

/** Lets the browser draw `count` frames: with them, observers report and charts redraw. */
export async function frames(count = 3): Promise<void> {
  for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
}
