import axe from 'axe-core';
import { describe, expect, it, vi } from 'vitest';
import { chartOf, mount, part, pixelsLike, within } from '../../../../tests/fixtures/mount';
import { diverged, EXPERIMENTS, snapshot } from '../../../../tests/fixtures/snapshots';
import { heatMapRows } from '../../charts/plugins/heat-map';
import { ridgeLayout } from '../../charts/plugins/ridges';
import { HISTOGRAM_WORDS } from './histogram-words';
import { LayerHistogramsView } from './layer-histograms';
import type { LayerSelection } from '../../store/layer-select';
import { WAITING } from '../words';

const { duel, vanishing, exploding } = EXPERIMENTS;
const BLUE = [0x0a, 0x63, 0xc2];

async function show(experiment = duel, lane = 0, newest = snapshot(experiment, 100)): Promise<LayerHistogramsView> {
  const view = await mount(Object.assign(new LayerHistogramsView(), { experiment, lane, snapshot: newest }));
  await vi.waitFor(() => expect(pixelsLike(chartOf(view).canvas, lane ? BLUE : [0xbd, 0x4f, 0x0a], 60)).toBeGreaterThan(50));
  return view;
}

function clickAt(view: LayerHistogramsView, y: number): LayerSelection[] {
  const heard: LayerSelection[] = [];
  view.addEventListener('layer-select', ({ detail }) => heard.push(detail));
  part(view, '.cursor').dispatchEvent(new MouseEvent('click', { bubbles: true, ...within(chartOf(view).canvas, 200, y) }));
  return heard;
}

it('keeps its bins for all values', async () => {
  const view = await show();
  expect(chartOf(view).scales.x).toMatchObject({ min: -5, max: 5 });
  view.snapshot = diverged(snapshot(duel, 200), 0, 0);
  await vi.waitFor(() => expect(pixelsLike(chartOf(view).canvas, [0xbd, 0x4f, 0x0a])).toBe(0));
  expect(chartOf(view).scales.x).toMatchObject({ min: -5, max: 5 });
});

it('shows ridges up to 24 layers and a heat map past that', async () => {
  expect(part(await show(), '.keys').textContent).toContain(HISTOGRAM_WORDS.keys.curve);
  expect(part(await show(vanishing), '.keys').textContent).toContain(HISTOGRAM_WORDS.keys.density);
});

it('clips a histogram of one bin to its row', async () => {
  const newest = snapshot(duel, 100);
  for (const { histogram } of newest.lanes[1].layers) {
    histogram.counts.fill(0);
    histogram.counts[40] = 8192;
  }
  const view = await show(duel, 1, newest);
  const { canvas, chartArea } = chartOf(view);
  // Half of the outline's width lies above.
  const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, Math.floor(chartArea.top) - 1) ?? { data: [] };
  expect([...data].some((value) => value > 0)).toBe(false);
});

it('shows the shares outside the bins', async () => {
  const view = await show(exploding, 1);
  const [, first, , , last] = [...view.renderRoot.querySelectorAll('tbody tr:last-child > *')].map(
    ({ textContent }) => textContent,
  );
  expect(Number.parseFloat(last ?? '')).toBeGreaterThan(30);
  expect(first).toMatch(/e\d+|k$/);
});

describe('choosing a layer', () => {
  it('selects the ridge that is clicked', async () => {
    const view = await show(duel, 1);
    const layout = ridgeLayout(chartOf(view).chartArea, 16);
    expect(clickAt(view, layout.baseline(4) - 2)).toEqual([{ lane: 1, layer: 4 }]);
  });

  it('selects the row of the heat map that is clicked', async () => {
    const view = await show(vanishing, 0);
    const { top, height } = heatMapRows(chartOf(view).chartArea, 32);
    expect(clickAt(view, top + 20.5 * height)).toEqual([{ lane: 0, layer: 20 }]);
  });

  it('works from the keyboard', async () => {
    const view = await show();
    const heard: LayerSelection[] = [];
    view.addEventListener('layer-select', ({ detail }) => heard.push(detail));
    for (const key of ['End', 'ArrowUp', 'Enter']) {
      part(view, '.cursor').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await view.updateComplete;
    }
    expect(heard).toEqual([{ lane: 0, layer: 14 }]);
    expect(part(view, '.tooltip').textContent).toContain('Layer 15');
  });
});

it('says that a diverged lane is NaN, because the normal curve alone would look like data', async () => {
  const view = await mount(
    Object.assign(new LayerHistogramsView(), { experiment: duel, lane: 1, snapshot: diverged(snapshot(duel, 100), 1, 0) }),
  );
  expect(part(view, '.empty').textContent).toBe(HISTOGRAM_WORDS.diverged);
  expect((await show()).renderRoot.querySelector('.empty')).toBeNull();
});

it('says that it waits for the first step', async () => {
  const view = await mount(Object.assign(new LayerHistogramsView(), { experiment: duel }));
  expect(part(view, '.empty').textContent).toBe(WAITING);
  expect(view.renderRoot.querySelector('.cursor')).toBeNull();
});

it('clears the cursor if its layer no longer exists', async () => {
  const view = await show(vanishing);
  part(view, '.cursor').dispatchEvent(new KeyboardEvent('keydown', { key: 'End' }));
  await view.updateComplete;
  view.experiment = duel;
  view.snapshot = snapshot(duel);
  await view.updateComplete;
  expect(view.renderRoot.querySelector('.tooltip')).toBeNull();
});

it('has no accessibility violation that axe finds', async () => {
  const { violations } = await axe.run(await show(), { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
});
