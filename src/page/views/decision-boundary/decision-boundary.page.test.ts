import axe from 'axe-core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { frames } from '../../../../tests/setup/event-loop';
import { holdAnswers } from '../../../../tests/fixtures/hold-answers';
import { chartOf, mount, part, pixelsLike } from '../../../../tests/fixtures/mount';
import { EXPERIMENTS, snapshot } from '../../../../tests/fixtures/snapshots';
import { SpiralClient } from '../../../../tests/fixtures/spiral-client';
import { DecisionBoundary } from './decision-boundary';
import { BOUNDARY_WORDS } from './boundary-words';
import { WAITING } from '../words';

const { duel } = EXPERIMENTS;

async function show(client: SpiralClient, change: Partial<DecisionBoundary> = {}): Promise<DecisionBoundary> {
  return mount(Object.assign(new DecisionBoundary(), { experiment: duel, client, snapshot: snapshot(duel, 100), ...change }));
}

const answered = (view: DecisionBoundary) => vi.waitFor(() => part(view, 'table'), { timeout: 4000 });

it('draws the classes, the boundary and the points', async () => {
  const view = await show(new SpiralClient(duel));
  await answered(view);
  const { canvas } = chartOf(view);
  await vi.waitFor(() => {
    // 42 % of each class's colour over white; ink for the boundary.
    expect(pixelsLike(canvas, [187, 166, 213])).toBeGreaterThan(2000);
    expect(pixelsLike(canvas, [223, 202, 164])).toBeGreaterThan(2000);
    expect(pixelsLike(canvas, [0x1b, 0x1d, 0x21], 60)).toBeGreaterThan(200);
  });
  expect(part(view, 'canvas').getAttribute('aria-label')).toMatch(/Decision boundary of SELU at step 100.*class 0 on \d+/);
  expect(part(view, '.keys').textContent).toContain(BOUNDARY_WORDS.keys.heldOut);
});

// How often is tested in request-throttle.test.ts.
it('sends one request at a time, for few of many snapshots, and the newest one last', async () => {
  const client = new SpiralClient(duel);
  const view = await show(client);
  await answered(view);
  const release = holdAnswers(client);
  for (let step = 101; step <= 130; step++) {
    view.snapshot = { ...snapshot(duel, 100), step };
    await view.updateComplete;
  }
  await frames();
  expect(client.asked).toBeLessThanOrEqual(2);
  release();
  await expect.poll(() => part(view, 'canvas').getAttribute('aria-label'), { timeout: 10_000 }).toContain('at step 130');
  expect(client.mostAtOnce).toBe(1);
  // The first snapshot’s, the one whose answer was held back, and the newest one’s.
  expect(client.asked).toBeLessThanOrEqual(3);
});

it('does not repeat a request that was answered', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const client = new SpiralClient(duel);
  const view = await show(client);
  await answered(view);
  view.requestUpdate();
  await vi.advanceTimersByTimeAsync(5000);
  expect(client.asked).toBe(1);
});

it('shows nothing for data that are not 2-D, and sends no request', async () => {
  const client = new SpiralClient(duel, { features: 4, classes: 3 });
  const view = await show(client);
  await vi.waitFor(() => expect(view.renderRoot.querySelector('figure')).toBeNull());
  expect(client.asked).toBe(0);
});

it('says that it waits for data and the first step, and tolerates a client that rejects', async () => {
  const client = new SpiralClient(duel);
  const view = await show(client, { snapshot: null });
  await vi.waitFor(() => expect(part(view, '.keys').textContent).toContain('class 1'));
  expect(part(view, '.empty').textContent).toBe(WAITING);
  const deaf = new SpiralClient(duel);
  deaf.predict = () => Promise.reject(new Error('gone'));
  deaf.rows = () => Promise.reject(new Error('gone'));
  expect(part(await show(deaf), '.empty').textContent).toBe(WAITING);
});

it('tolerates probabilities that are NaN', async () => {
  const client = new SpiralClient(duel);
  client.predict = (_, inputs) => Promise.resolve(new Float32Array(inputs.length).fill(NaN));
  const view = await show(client);
  await answered(view);
});

it('has no accessibility violation that axe finds', async () => {
  const view = await show(new SpiralClient(duel));
  await answered(view);
  const { violations } = await axe.run(view, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
});
