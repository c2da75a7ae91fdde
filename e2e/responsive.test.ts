import { expect } from 'vitest';
import { test } from './fixtures';

/** The largest number of submissions after a pause: one that was due, the last step, its statistics and each lane's evaluation. */
const MOST_AFTER_PAUSE = 12;

test('input waits for at most one snapshot while training runs at full speed', async ({ small }) => {
  await small.page.getByRole('button', { name: 'Fast', exact: true }).click();
  await small.call((playground) => playground.play());
  await small.passes(0);
  const listening = small.call(
    (playground) =>
      new Promise<{ snapshots: number[]; delays: number[] }>((resolve) => {
        const shown: number[] = [];
        const snapshots: number[] = [];
        const delays: number[] = [];
        playground.addEventListener('snapshot', () => shown.push(performance.now()));
        // The time from the key event until the page has handled it, because this listener is the last one.
        addEventListener('keydown', ({ timeStamp }) => {
          snapshots.push(shown.filter((at) => at > timeStamp).length);
          delays.push(performance.now() - timeStamp);
          if (delays.length === 25) resolve({ snapshots, delays });
        });
      }),
  );
  for (let i = 0; i < 25; i++) {
    await small.passes(await small.step());
    await small.page.keyboard.press('Shift');
  }
  const { snapshots, delays } = await listening;
  delays.sort((one, other) => one - other);
  // Milliseconds on this machine, printed only for information.
  console.log(`input: median ${delays[12].toFixed(1)} ms, longest ${delays[24].toFixed(1)} ms`);
  expect(Math.max(...snapshots)).toBeLessThanOrEqual(1);
});

test('a click on pause takes effect at once, and the run stops at a known step', async ({ small }) => {
  // With more than two features, no view asks for predictions, which would be counted too.
  await small.configure({ dataset: { name: 'wine' } });
  await small.page.getByRole('button', { name: 'Fast', exact: true }).click();
  await small.call((playground) => playground.play());
  await small.passes(20);
  const engines = small.page.workers();
  // Times are relative to 1970, because a page and its worker start at different times.
  for (const engine of engines) {
    await engine.evaluate(() => {
      const submissions: number[] = [];
      Object.assign(globalThis, { submissions });
      const { submit } = GPUQueue.prototype;
      GPUQueue.prototype.submit = function (buffers) {
        submissions.push(performance.timeOrigin + performance.now());
        submit.call(this, buffers);
      };
    });
  }
  const counts: number[] = [];
  for (let i = 0; i < 7; i++) {
    await small.call((playground) => playground.play());
    await small.passes(await small.step());
    const asked = await small.call(async (playground) => {
      const now = performance.timeOrigin + performance.now();
      await playground.pause();
      return now;
    });
    const late = await Promise.all(
      engines.map((engine) =>
        engine.evaluate((since) => {
          const submissions: unknown = Reflect.get(globalThis, 'submissions');
          return Array.isArray(submissions) ? submissions.filter((at: number) => at > since).length : 0;
        }, asked),
      ),
    );
    // The last step is read and the test rows are evaluated. A run that continued would submit 80 times per second.
    counts.push(late.reduce((sum, each) => sum + each, 0));
    await small.restsAt();
  }
  // The adapter of the tests has timestamps, so no lane is timed from outside, which would submit more.
  expect(Math.min(...counts)).toBeGreaterThan(0);
  expect(Math.max(...counts)).toBeLessThanOrEqual(MOST_AFTER_PAUSE);
});

test('a hidden tab continues at the same step and reaches the same weights', async ({ small }) => {
  const hide = (hidden: boolean) =>
    small.call((_, given) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => given });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await small.call((playground) => playground.play());
  await small.passes(3);
  await hide(true);
  await expect.poll(() => small.call(async (p) => (await p.snapshot()).lanes[0].status)).toBe('paused');
  const rested = await small.restsAt();
  await hide(false);
  await small.passes(rested);
  await small.call((playground) => playground.pause());
  const reached = await small.step();
  const weights = await small.call((playground) => playground.weights(0));

  await small.call((playground) => playground.reset());
  await small.call((playground, count) => playground.step(count), reached);
  expect(await small.call((playground) => playground.weights(0))).toEqual(weights);
  await small.call(() => Reflect.deleteProperty(document, 'hidden'));
});
