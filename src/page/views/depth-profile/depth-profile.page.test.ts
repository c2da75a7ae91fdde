import axe from 'axe-core';
import { describe, expect, it, vi } from 'vitest';
import { canvasIn, chartOf, mount, part, pixelsLike, within } from '../../../../tests/fixtures/mount';
import { diverged, EXPERIMENTS, predicted, snapshot } from '../../../../tests/fixtures/snapshots';
import type { Snapshot } from '../../../experiment/snapshot';
import { DepthProfile } from './depth-profile';
import { DEPTH_WORDS } from './depth-words';
import type { LayerSelection } from '../../store/layer-select';
import { WAITING, waitingLabel } from '../words';

const { duel, vanishing, exploding } = EXPERIMENTS;

async function show(
  experiment = duel,
  newest = snapshot(experiment, 100),
  initial = snapshot(experiment),
): Promise<DepthProfile> {
  const view = await mount(Object.assign(new DepthProfile(), { experiment, initial, snapshot: newest }));
  await vi.waitFor(() => expect(chartOf(view, '.variance canvas').data.datasets.length).toBeGreaterThan(0));
  return view;
}

const label = (view: DepthProfile, panel: string) => part(view, `.${panel} canvas`).getAttribute('aria-label') ?? '';
const cursor = (view: DepthProfile) => part(view, '.cursor');

function selections(view: DepthProfile): LayerSelection[] {
  const heard: LayerSelection[] = [];
  view.addEventListener('layer-select', ({ detail }) => heard.push(detail));
  return heard;
}

describe('its texts', () => {
  it('describes every lane’s last layer and its range', async () => {
    const newest = snapshot(duel, 100);
    const view = await show(duel, newest);
    const { variance } = newest.lanes[0].layers[15];
    expect(label(view, 'variance')).toContain(`${DEPTH_WORDS.variance.label} at step 100.`);
    expect(label(view, 'variance')).toContain(`SELU: ${variance.toFixed(2)} in layer 16`);
    expect(label(view, 'mean')).toContain('target 0');
  });

  it('lists the numbers of every layer in a hidden table', async () => {
    const newest = snapshot(duel, 100);
    const view = await show(duel, newest);
    const rows = view.renderRoot.querySelectorAll('table.visually-hidden tbody tr');
    expect(rows).toHaveLength(16);
    expect(rows[4].textContent).toContain(newest.lanes[1].layers[4].variance.toFixed(2));
  });

  it('reports what has vanished, exploded and diverged', async () => {
    const view = await show(vanishing);
    expect(label(view, 'variance')).toMatch(/ReLU \+ LeCun: vanished: \de-\d+/);
    const sayOf = async (experiment: typeof duel, newest: Snapshot, panel: string) => {
      Object.assign(view, { experiment, initial: null, snapshot: newest });
      await view.updateComplete;
      return label(view, panel);
    };
    expect(await sayOf(exploding, snapshot(exploding, 100), 'variance')).toMatch(/SELU, gain 2: exploded: \de\d+/);
    expect(await sayOf(duel, diverged(snapshot(duel, 100), 1, 5), 'variance')).toContain('ReLU: diverged: layer 6');
    expect(await sayOf({ ...duel }, diverged(snapshot(duel, 100), 0, 0), 'mean')).toContain(DEPTH_WORDS.allNaN);
  });

  it('has the same height before and after the first step', async () => {
    const waiting = await mount(Object.assign(new DepthProfile(), { experiment: duel }), 320);
    const running = await mount(
      Object.assign(new DepthProfile(), {
        experiment: duel,
        initial: snapshot(duel),
        snapshot: predicted(snapshot(duel, 100), 128, 64),
      }),
      320,
    );
    expect(waiting.offsetHeight).toBe(running.offsetHeight);
  });

  it('says that it waits for the first step, on axes that exist already', async () => {
    const view = await mount(Object.assign(new DepthProfile(), { experiment: duel }));
    expect(part(view, '.empty').textContent).toBe(WAITING);
    expect(label(view, 'mean')).toBe(waitingLabel(DEPTH_WORDS.mean.label));
    await vi.waitFor(() => expect(chartOf(view, '.mean canvas').scales.x.max).toBe(16));
    const height = view.offsetHeight;
    view.snapshot = snapshot(duel);
    await view.updateComplete;
    expect(view.renderRoot.querySelector('.empty')).toBeNull();
    expect(view.offsetHeight).toBe(height);
  });

  it('has no accessibility violation that axe finds', async () => {
    const view = await show();
    cursor(view).focus();
    const { violations } = await axe.run(view, {
      runOnly: ['wcag2a', 'wcag2aa', 'best-practice'],
      rules: { region: { enabled: false } },
    });
    expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
  });
});

describe('its drawing', () => {
  it('draws every lane in its colour', async () => {
    const view = await show();
    await vi.waitFor(() => {
      const canvas = canvasIn(view, '.variance canvas');
      expect(pixelsLike(canvas, [0xbd, 0x4f, 0x0a])).toBeGreaterThan(100);
      expect(pixelsLike(canvas, [0x0a, 0x63, 0xc2])).toBeGreaterThan(100);
    });
  });

  it('draws the noise band only if it is known', async () => {
    const bare = await show();
    expect(part(bare, '.keys').textContent).not.toContain(DEPTH_WORDS.keys.noise);
    const view = await show(duel, predicted(snapshot(duel, 100), 128, 64));
    expect(part(view, '.keys').textContent).toContain(DEPTH_WORDS.keys.noise);
  });

  it('draws theory’s prediction for a lane, and none for a lane without one', async () => {
    const bare = await show();
    expect(chartOf(bare, '.mean canvas').data.datasets).toHaveLength(4);
    expect(part(bare, '.keys').textContent).not.toContain(DEPTH_WORDS.keys.predicted);
    const newest = predicted(snapshot(duel, 100), 128, 64);
    newest.lanes[0].layers[2].predicted.variance = NaN;
    newest.lanes[0].layers[3].predicted.variance = Infinity;
    const view = await show(duel, newest);
    expect(part(view, '.keys').textContent).toContain(DEPTH_WORDS.keys.predicted);
    expect(chartOf(view, '.mean canvas').data.datasets).toHaveLength(5);
    const { data, scales } = chartOf(view, '.variance canvas');
    expect(data.datasets).toHaveLength(5);
    const [theory] = data.datasets;
    // Beyond the edge, so that the line leaves the plot and does not run along it.
    const outside: unknown = expect.toSatisfy((y: number) => y > 1e7 && Number.isFinite(y));
    expect(theory.data.slice(0, 5)).toEqual([
      { x: 1, y: 1 },
      { x: 2, y: 1 },
      { x: 3, y: NaN },
      { x: 4, y: outside },
      { x: 5, y: 1 },
    ]);
    expect(scales.y.max).toBe(1e6);
  });

  it('resets its axes when a lane has diverged, because its values would stretch them', async () => {
    const wild = snapshot(duel, 100);
    wild.lanes[0].layers[3].variance = 1e5;
    const view = await show(duel, wild);
    const highest = () => chartOf(view, '.variance canvas').scales.y.max;
    expect(highest()).toBe(1e5);
    const calm = snapshot(duel, 110);
    view.snapshot = calm;
    const shown = () =>
      chartOf(view, '.variance canvas').data.datasets.some(({ data }) =>
        data.some(
          (point) =>
            point !== null && typeof point === 'object' && 'y' in point && point.y === calm.lanes[0].layers[3].variance,
        ),
      );
    await vi.waitFor(() => expect(shown()).toBe(true));
    expect(highest()).toBe(1e5);
    view.snapshot = diverged(snapshot(duel, 120), 0, 0);
    await vi.waitFor(() => expect(highest()).toBeLessThan(1e3));
  });

  it('keeps 0, infinity and NaN on its axes', async () => {
    const newest = snapshot(duel, 100);
    Object.assign(newest.lanes[0].layers[3], { mean: Infinity, variance: 0 });
    Object.assign(newest.lanes[0].layers[4], { mean: -Infinity, variance: Infinity });
    Object.assign(newest.lanes[1].layers[4], { mean: NaN, variance: NaN });
    const view = await show(duel, newest);
    const { y } = chartOf(view, '.variance canvas').scales;
    expect([y.min, y.max].map(Math.log10).map(Math.round)).toEqual([-12, 6]);
    const { scales } = chartOf(view, '.mean canvas');
    expect([scales.y.min, scales.y.max]).toEqual([-4, 4]);
  });

  it('never narrows its range during a run, and resets it for another', async () => {
    const view = await show(vanishing);
    const wide = chartOf(view, '.variance canvas').scales.y.min;
    view.experiment = duel;
    view.initial = snapshot(duel);
    view.snapshot = snapshot(duel);
    await vi.waitFor(() => expect(chartOf(view, '.variance canvas').scales.y.min).toBe(0.1));
    expect(wide).toBeLessThan(1e-8);
    const loud = snapshot(duel, 10);
    loud.lanes[1].layers[0].variance = 5000;
    view.snapshot = loud;
    await vi.waitFor(() => expect(chartOf(view, '.variance canvas').scales.y.max).toBe(1e4));
    view.snapshot = snapshot(duel, 20);
    await vi.waitFor(() => expect(chartOf(view, '.variance canvas').data.datasets[2].data[0]).toMatchObject({ x: 1 }));
    expect(chartOf(view, '.variance canvas').scales.y.max).toBe(1e4);
  });
});

describe('choosing a layer', () => {
  it('selects the layer and the nearer lane at a click', async () => {
    const view = await show();
    const heard = selections(view);
    const chart = chartOf(view, '.mean canvas');
    const [selu] = chart.data.datasets.slice(-2);
    const point = selu.data[6];
    if (typeof point !== 'object' || point === null || !('y' in point)) throw new Error('no point');
    const at = within(chart.canvas, chart.scales.x.getPixelForValue(7), chart.scales.y.getPixelForValue(Number(point.y)));
    cursor(view).dispatchEvent(new MouseEvent('click', { bubbles: true, ...at }));
    expect(heard).toEqual([{ lane: 0, layer: 6 }]);
  });

  it('shows the values of the layer under the pointer until it leaves', async () => {
    const newest = snapshot(duel, 100);
    const view = await show(duel, newest);
    const chart = chartOf(view, '.mean canvas');
    cursor(view).dispatchEvent(new PointerEvent('pointermove', within(chart.canvas, chart.scales.x.getPixelForValue(3), 20)));
    await view.updateComplete;
    expect(part(view, '.tooltip').textContent).toContain('Layer 3');
    expect(part(view, '.tooltip').textContent).toContain(newest.lanes[0].layers[2].variance.toFixed(2));
    cursor(view).dispatchEvent(new PointerEvent('pointerleave'));
    await view.updateComplete;
    expect(view.renderRoot.querySelector('.tooltip')).toBeNull();
  });

  it('works from the keyboard, and its keys do not reach the page', async () => {
    const view = await show();
    const heard = selections(view);
    const outside = vi.fn();
    view.addEventListener('keydown', outside);
    const press = async (key: string) => {
      cursor(view).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
      await view.updateComplete;
    };
    await press('Home');
    await press('ArrowRight');
    await press('ArrowDown');
    expect(cursor(view).getAttribute('aria-valuenow')).toBe('2');
    expect(cursor(view).getAttribute('aria-valuetext')).toContain('Layer 2 of 16. SELU: mean');
    await press(' ');
    await press('Enter');
    expect(heard).toEqual([
      { lane: 1, layer: 1 },
      { lane: 1, layer: 1 },
    ]);
    expect(outside).not.toHaveBeenCalled();
    await press('n');
    expect(outside).toHaveBeenCalledTimes(1);
  });
});

it('updates its text once per second, not at every snapshot', async () => {
  const view = await show();
  const update = vi.spyOn(view, 'requestUpdate');
  for (let step = 1; step <= 20; step++) view.snapshot = { ...snapshot(duel, 100), step: 100 + step };
  expect(update.mock.calls.length).toBeLessThanOrEqual(1);
  await vi.waitFor(() => expect(label(view, 'mean')).toContain('at step 120'), { timeout: 2000 });
});
