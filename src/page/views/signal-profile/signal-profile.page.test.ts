import axe from 'axe-core';
import { expect, it, vi } from 'vitest';
import { chartOf, mount, part } from '../../../../tests/fixtures/mount';
import { diverged, EXPERIMENTS, predicted, snapshot } from '../../../../tests/fixtures/snapshots';
import type { Snapshot } from '../../../experiment/snapshot';
import { SignalProfile } from './signal-profile';
import { WAITING } from '../words';

const { duel } = EXPERIMENTS;
const known = (step: number) => predicted(snapshot(duel, step), 128, 64);

async function show(newest: Snapshot | null = known(100), experiment = duel): Promise<SignalProfile> {
  const view = await mount(Object.assign(new SignalProfile(), { experiment, initial: snapshot(experiment), snapshot: newest }));
  if (newest) await vi.waitFor(() => expect(chartOf(view, '.backward canvas').data.datasets.length).toBeGreaterThan(0));
  return view;
}

const words = (view: SignalProfile, selector: string) =>
  (part(view, selector).textContent ?? '').replaceAll(/\s+/g, ' ').trim();

/** y of a point as Chart.js holds it. */
function numberIn(point: unknown): number {
  return typeof point === 'object' && point !== null && 'y' in point ? Number(point.y) : NaN;
}

it('draws gradients relative to the last layer next to the variance: theory, step 0 and now', async () => {
  const view = await show();
  const newest = known(100).lanes[0].layers;
  for (const [panel, first, last, theory] of [
    ['.forward canvas', newest[0].variance, newest[15].variance, 1],
    ['.backward canvas', 1.07 ** 15, 1, 1.0716 ** 15],
  ] as const) {
    // Theory speaks of the first lane alone; then step 0 and now of both.
    const { datasets } = chartOf(view, panel).data;
    expect(datasets).toHaveLength(5);
    expect(numberIn(datasets[0].data[0])).toBeCloseTo(theory, 9);
    expect(numberIn(datasets[3].data[0])).toBeCloseTo(first, 9);
    expect(datasets[3].data[15]).toEqual({ x: 16, y: last });
  }
});

// The made-up snapshots grow by 1.07 a layer: × 2.76 over 15 layers; theory's 1.0716 makes × 2.82.
it('reports each lane’s growth of squared gradients per layer, measured and predicted', async () => {
  const view = await show();
  expect(words(view, '.gains tbody tr')).toBe('SELU ×1.07 ×1.07 ×2.76 ×2.82');
  expect(words(view, '.gains tbody tr:last-child')).toBe('ReLU ×1.07 – ×2.76 –');
  expect(part(view, '.backward canvas').getAttribute('aria-label')).toContain(
    'SELU: 2.76 in layer 1 and 1.00 in layer 16, predicted before training 2.82 in layer 1',
  );
});

it('lists the numbers of every layer in a hidden table', async () => {
  const rows = (await show()).renderRoot.querySelectorAll('table.visually-hidden tbody tr');
  expect(rows).toHaveLength(16);
  expect(rows[0].textContent?.replaceAll(/\s+/g, ' ')).toContain('2.76');
});

it('tolerates NaN, a single layer, and no step yet', async () => {
  expect(words(await show(diverged(known(100), 1, 5)), '.gains tbody tr:last-child')).toBe('ReLU – – – –');
  const one = EXPERIMENTS['one layer'];
  expect(words(await show(snapshot(one), one), '.gains tbody tr')).toBe('SELU – – ×1.00 –');
  expect(words(await show(null), '.empty')).toBe(WAITING);
});

it('has the same height before and after the first step', async () => {
  const waiting = await mount(Object.assign(new SignalProfile(), { experiment: duel }), 900);
  const running = await mount(Object.assign(new SignalProfile(), { experiment: duel, snapshot: known(100) }), 900);
  expect(waiting.offsetHeight).toBe(running.offsetHeight);
});

it('has no accessibility violation that axe finds', async () => {
  const { violations } = await axe.run(await show(), { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
});
