import axe from 'axe-core';
import { expect, it, vi } from 'vitest';
import { chartOf, mount, part } from '../../../../tests/fixtures/mount';
import { diverged, EXPERIMENTS, run, snapshot } from '../../../../tests/fixtures/snapshots';
import { RunHistory } from '../../store/run-history';
import { TrainingCurves } from './training-curves';
import { CURVE_WORDS } from './curve-words';

const { duel } = EXPERIMENTS;

function historyOf(steps: number): RunHistory {
  const history = new RunHistory();
  for (const each of run(duel, steps, 25)) history.add(each);
  return history;
}

const show = (history: RunHistory | null) => mount(Object.assign(new TrainingCurves(), { experiment: duel, history }), 900);

it('draws training and held-out lines of both measures for every lane', async () => {
  const view = await show(historyOf(9));
  for (const measure of ['loss', 'accuracy']) {
    await vi.waitFor(() => expect(chartOf(view, `.${measure} canvas`).data.datasets).toHaveLength(4));
    // Every 25 steps a snapshot, every 50 an evaluation: at steps 0, 50, 100, 150, 200.
    expect(chartOf(view, `.${measure} canvas`).data.datasets.map(({ data }) => data.length)).toEqual([9, 9, 5, 5]);
  }
  expect(part(view, '.loss canvas').getAttribute('aria-label')).toMatch(
    /Loss by step at step 200\. SELU: training [\d.]+, held-out/,
  );
});

it('resets its axes with another run, even if that has as many points by then', async () => {
  const history = new RunHistory();
  const lossy = (step: number, loss: number) => {
    const each = snapshot(duel, step);
    return { ...each, lanes: each.lanes.map((lane) => ({ ...lane, loss, heldOutLoss: loss })) };
  };
  history.add(lossy(0, 9));
  history.add(lossy(10, 9));
  const view = await show(history);
  const highest = () => chartOf(view, '.loss canvas').scales.y.max;
  await vi.waitFor(() => expect(highest()).toBeGreaterThanOrEqual(9));
  history.clear();
  for (const step of [0, 10, 20]) history.add(lossy(step, 0.5));
  await vi.waitFor(() => expect(highest()).toBeLessThan(1));
});

it('draws a held-out point where one was measured, not where a snapshot repeats it', async () => {
  const history = new RunHistory();
  const lanesOf = (at: number, heldOutLoss: number) => {
    const each = snapshot(duel, at);
    return { ...each, lanes: each.lanes.map((lane) => ({ ...lane, heldOutLoss, heldOutAccuracy: 1 - heldOutLoss })) };
  };
  for (const [step, loss] of [
    [0, 0.7],
    [10, 0.7],
    [20, 0.5],
    [30, 0.5],
    [40, 0.4],
  ]) {
    history.add(lanesOf(step, loss));
  }
  const view = await show(history);
  await vi.waitFor(() => expect(chartOf(view, '.loss canvas').data.datasets).toHaveLength(4));
  expect(chartOf(view, '.loss canvas').data.datasets[2].data).toEqual([
    { x: 0, y: 0.7 },
    { x: 20, y: 0.5 },
    { x: 40, y: 0.4 },
  ]);
});

it('follows its history as it grows, and stops when it is removed', async () => {
  const history = historyOf(2);
  const view = await show(history);
  history.add(snapshot(duel, 500));
  await vi.waitFor(() => expect(chartOf(view, '.loss canvas').scales.x.max).toBe(500));
  const listen = vi.spyOn(history, 'removeEventListener');
  view.remove();
  expect(listen).toHaveBeenCalledWith('change', expect.anything());
});

it('changes between steps and seconds, linear and log', async () => {
  const view = await show(historyOf(9));
  const choose = async (text: string) => {
    const label = [...view.renderRoot.querySelectorAll('label')].find(({ textContent }) => textContent?.trim() === text);
    label?.click();
    await view.updateComplete;
  };
  await choose('seconds');
  expect(view.clock).toBe('seconds');
  await vi.waitFor(() => expect(chartOf(view, '.loss canvas').scales.x.max).toBeCloseTo(0.42, 9));
  await choose('log');
  await vi.waitFor(() => expect(chartOf(view, '.loss canvas').scales.y.type).toBe('logarithmic'));
  expect(chartOf(view, '.accuracy canvas').scales.y.type).toBe('linear');
});

it('tolerates a diverged lane', async () => {
  const history = historyOf(4);
  history.add(diverged(snapshot(duel, 200), 1, 0));
  const view = await show(history);
  await vi.waitFor(() => expect(chartOf(view, '.loss canvas').scales.y.max).toBeLessThan(2));
  expect(part(view, '.loss canvas').getAttribute('aria-label')).toContain(`ReLU: training ${CURVE_WORDS.diverged}`);
});

it('says that it waits for the first step', async () => {
  const view = await show(null);
  expect([...view.renderRoot.querySelectorAll('.empty')].map(({ textContent }) => textContent)).toEqual([
    'Waiting for the first step',
    'Waiting for the first step',
  ]);
  const height = view.offsetHeight;
  view.history = historyOf(2);
  await view.updateComplete;
  expect(view.renderRoot.querySelector('.empty')).toBeNull();
  expect(view.offsetHeight).toBe(height);
});

it('has no accessibility violation that axe finds', async () => {
  const { violations } = await axe.run(await show(historyOf(3)), { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
});
