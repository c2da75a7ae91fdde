import { expect } from 'vitest';
import { test } from './fixtures';

/** What a person notices as a delay, in milliseconds. */
const NOTICED = 50;

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];

test('input is answered within 50 ms while training runs flat out', async ({ small }) => {
  await small.page.getByRole('button', { name: 'Fast', exact: true }).click();
  await small.call((playground) => playground.play());
  await small.passes(0);
  const listening = small.call(
    () =>
      new Promise<number[]>((resolve) => {
        const heard: number[] = [];
        // From the moment the browser had the key until the page has dealt with it: this listener is the last one.
        addEventListener('keydown', ({ timeStamp }) => {
          heard.push(performance.now() - timeStamp);
          if (heard.length === 25) resolve(heard);
        });
      }),
  );
  await small.page.waitForTimeout(200);
  for (let i = 0; i < 25; i++) {
    await small.page.keyboard.press('Shift');
    await small.page.waitForTimeout(30);
  }
  const delays = await listening;
  console.log(`input: median ${median(delays).toFixed(1)} ms, longest ${Math.max(...delays).toFixed(1)} ms`);
  expect(median(delays)).toBeLessThan(NOTICED);
});

test('a click on pause is heard at once, and the run rests on a step that is known', async ({ small }) => {
  await small.page.getByRole('button', { name: 'Fast', exact: true }).click();
  await small.call((playground) => playground.play());
  await small.passes(20);
  const milliseconds = await small.call(async (playground) => {
    const times: number[] = [];
    for (let i = 0; i < 7; i++) {
      playground.play();
      await new Promise((resolve) => setTimeout(resolve, 150));
      const asked = performance.now();
      await playground.pause();
      times.push(performance.now() - asked);
    }
    return times;
  });
  // At most two submissions of some 12 ms are under way, and the last step is read.
  expect(median(milliseconds)).toBeLessThan(300);
});

test('a tab that was hidden goes on at the very step, and comes to the very weights', async ({ small }) => {
  const hide = (hidden: boolean) =>
    small.call((_, given) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => given });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await small.call((playground) => playground.play());
  await small.passes(3);
  await hide(true);
  await expect.poll(() => small.call(async (p) => (await p.snapshot()).lanes[0].status)).toBe('paused');
  const rested = await small.step();
  await small.page.waitForTimeout(400);
  expect(await small.step()).toBe(rested);
  await hide(false);
  await small.passes(rested);
  await small.call((playground) => playground.pause());
  const reached = await small.step();
  const weights = await small.call((playground) => playground.weights(0));

  await small.call((playground) => playground.reset());
  await small.call((playground, count) => playground.step(count), reached);
  expect(await small.call((playground) => playground.weights(0))).toEqual(weights);
});
