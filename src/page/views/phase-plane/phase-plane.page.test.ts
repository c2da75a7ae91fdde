import axe from 'axe-core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { canvasIn, chartOf, mount, part, pixelsLike } from '../../../../tests/fixtures/mount';
import { diverged, EXPERIMENTS, experiment, recipe, snapshot } from '../../../../tests/fixtures/snapshots';
import { FakeClient } from '../../../../tests/fixtures/fake-client';
import solutions from '../../../../tests/oracles/fixed_points.json';
import type { Moments } from '../../../theory/moments';
import { Board } from '../../shell/board';
import { Store } from '../../store/store';
import { PhasePlane } from './phase-plane';
import { PHASE_WORDS } from './phase-words';
import { WAITING, waitingLabel } from '../words';

const { duel, vanishing } = EXPERIMENTS;
const LANE_0 = [0xbd, 0x4f, 0x0a];

async function show(of = duel, lane = 0, newest = snapshot(of, 100)): Promise<PhasePlane> {
  const view = await mount(Object.assign(new PhasePlane(), { experiment: of, lane, snapshot: newest }), 500);
  await vi.waitFor(() => expect(chartOf(view).scales.y.max).toBeGreaterThan(0));
  return view;
}

const atTarget = (fixedPoint: Moments) => experiment(recipe({ fixedPoint }));
const label = (view: PhasePlane) => part(view, 'canvas').getAttribute('aria-label') ?? '';
const handle = (view: PhasePlane) => part(view, '.handle');
const numbers = (view: PhasePlane) =>
  [...view.renderRoot.querySelectorAll('.numbers dd')].map(({ textContent }) => textContent);

function targets(view: PhasePlane): Moments[] {
  const heard: Moments[] = [];
  view.addEventListener('target-change', ({ detail }) => heard.push(detail));
  return heard;
}

async function press(view: PhasePlane, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    handle(view).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
    await view.updateComplete;
  }
}

describe('its texts', () => {
  it.each(['1.0', '4.0'])('solves α, λ, ρ and χ for (0, %s)', async (variance) => {
    const row = solutions.find(({ mu, nu, omega, tau }) => [mu, nu, omega, tau].join() === `0.0,${variance},0.0,1.0`);
    if (!row) throw new Error('the oracle has no such row');
    const view = await show(atTarget({ mean: 0, variance: Number(variance) }));
    const expected = [row.alpha, row.lam, row.spectral_radius, row.chi].map((value) => Number(value).toPrecision(5));
    expect(numbers(view)).toEqual(expected);
    // χ³²: 9.1 at (0, 1), 321 at (0, 4).
    expect(part(view, '.growth').textContent).toMatch(variance === '1.0' ? / by\s+9\.14\./ : / by\s+321\./);
  });

  it('describes layers and flow, and lists the numbers in a table', async () => {
    const newest = snapshot(duel, 100);
    const view = await show(duel, 0, newest);
    expect(label(view)).toMatch(
      /^Phase plane of SELU at step 100: 16 layers, mean .* to .*, variance .* to .*\. With the initial weights, layers converge to the target/,
    );
    const rows = view.renderRoot.querySelectorAll('table.visually-hidden tbody tr');
    expect(rows).toHaveLength(16);
    expect(rows[4].textContent).toContain(newest.lanes[0].layers[4].variance.toFixed(2));
  });

  it('counts the layers outside the axes and those that are NaN', async () => {
    expect(label(await show(vanishing, 1))).toMatch(/\d+ outside the frame/);
    const lost = await show(duel, 1, diverged(snapshot(duel, 100), 1, 0));
    expect(label(lost)).toContain(PHASE_WORDS.allNaN + PHASE_WORDS.outsideFrame(16));
  });

  it('says that it waits for the first step', async () => {
    const view = await mount(Object.assign(new PhasePlane(), { experiment: duel }));
    expect(part(view, '.empty').textContent).toBe(WAITING);
    expect(label(view)).toBe(waitingLabel(PHASE_WORDS.label));
  });

  it('names Theorem 1 only at (0, 1) and for weights within its bounds', async () => {
    const keys = async (of: typeof duel) =>
      part(await mount(Object.assign(new PhasePlane(), { experiment: of })), '.keys').textContent;
    expect(await keys(duel)).toContain('Theorem 1');
    expect(await keys(atTarget({ mean: 0, variance: 4 }))).not.toContain('Theorem 1');
    expect(await keys(experiment(recipe({ gain: 0.75 })))).not.toContain('Theorem 1');
  });

  it('has no accessibility violation that axe finds', async () => {
    const view = await show();
    handle(view).focus();
    const { violations } = await axe.run(view, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
  });
});

describe('its drawing', () => {
  it('draws layers in the lane’s colour, on axes that snapshots do not change', async () => {
    const view = await show();
    await vi.waitFor(() => expect(pixelsLike(canvasIn(view), LANE_0)).toBeGreaterThan(30));
    const loud = snapshot(duel, 110);
    loud.lanes[0].layers.forEach((layer) => Object.assign(layer, { mean: 3, variance: 90 }));
    view.snapshot = loud;
    await vi.waitFor(() => expect(pixelsLike(canvasIn(view), LANE_0)).toBeGreaterThan(0));
    const { x, y } = chartOf(view).scales;
    expect([x.min, x.max, y.min, y.max]).toEqual([-1.5, 1.5, 0.2, 5]);
  });

  it('clears the trail when the run restarts', async () => {
    const view = await show();
    const drawing = vi.spyOn(CanvasRenderingContext2D.prototype, 'lineTo');
    for (const step of [110, 120, 0]) view.snapshot = snapshot(duel, step);
    const update = vi.spyOn(chartOf(view), 'update');
    await vi.waitFor(() => expect(update).toHaveBeenCalled());
    // Trails of one snapshot have no lines, and the flow is not drawn again.
    expect(drawing.mock.calls.length).toBeLessThan(16);
    drawing.mockRestore();
  });

  it('draws the flow once for many snapshots', async () => {
    const view = await show();
    await vi.waitFor(() => expect(pixelsLike(canvasIn(view), LANE_0)).toBeGreaterThan(30));
    const drawing = vi.spyOn(CanvasRenderingContext2D.prototype, 'fillRect');
    const update = vi.spyOn(chartOf(view), 'update');
    view.snapshot = snapshot(duel, 120);
    await vi.waitFor(() => expect(update).toHaveBeenCalled());
    expect(drawing).not.toHaveBeenCalled();
    drawing.mockRestore();
  });
});

describe('moving the target', () => {
  it('works from the keyboard, and its keys do not reach the page', async () => {
    const view = await show();
    const heard = targets(view);
    const outside = vi.fn();
    view.addEventListener('keydown', outside);
    await press(view, 'ArrowUp', 'ArrowUp', 'ArrowLeft');
    expect(heard).toEqual([
      { mean: 0, variance: 1.05 },
      { mean: 0, variance: 1.1 },
      { mean: -0.05, variance: 1.1 },
    ]);
    expect(handle(view).getAttribute('aria-valuenow')).toBe('1.1');
    expect(handle(view).getAttribute('aria-valuetext')).toBe('mean −0.05, variance 1.1');
    expect(numbers(view)[0]).not.toBe('1.6733');
    expect(outside).not.toHaveBeenCalled();
    await press(view, 'n');
    expect(outside).toHaveBeenCalledTimes(1);
  });

  it('shows where no solution exists, sends no target from there, and returns', async () => {
    const view = await show(atTarget({ mean: 0.65, variance: 1 }));
    const heard = targets(view);
    await press(view, 'ArrowRight');
    expect(heard).toEqual([]);
    expect(part(view, '.verdict').textContent).toBe(PHASE_WORDS.noSolution('mean 0.7, variance 1'));
    expect(handle(view).getAttribute('aria-valuetext')).toContain(PHASE_WORDS.impossibleTarget);
    expect(numbers(view)).toEqual(['–', '–', '–', '–']);
    handle(view).dispatchEvent(new FocusEvent('blur'));
    await view.updateComplete;
    expect(handle(view).getAttribute('aria-valuetext')).toBe('mean 0.65, variance 1');
  });

  it('follows the pointer once per frame, on axes that stay until it is released', async () => {
    const view = await show();
    const heard = targets(view);
    view.addEventListener('target-change', ({ detail }) => {
      view.experiment = atTarget(detail);
    });
    const grip = handle(view);
    grip.setPointerCapture = () => undefined;
    const chart = chartOf(view);
    const box = chart.canvas.getBoundingClientRect();
    const to = (type: string, mean: number, variance: number) =>
      grip.dispatchEvent(
        new PointerEvent(type, {
          clientX: box.left + chart.scales.x.getPixelForValue(mean),
          clientY: box.top + chart.scales.y.getPixelForValue(variance),
        }),
      );
    await vi.waitFor(() => expect(grip.style.transform).not.toBe(''));
    to('pointerdown', 0, 1);
    for (const variance of [1.5, 2, 3, 4]) to('pointermove', 0, variance);
    await vi.waitFor(() => expect(heard).toEqual([{ mean: 0, variance: 4 }]));
    await view.updateComplete;
    expect(chart.scales.y.max).toBe(5);
    to('pointerup', 0, 4);
    await vi.waitFor(() => expect(chart.scales.y.max).toBe(20));
    expect(numbers(view)[2]).toBe('0.70985');
  });

  it('follows changes made elsewhere', async () => {
    const view = await show();
    await press(view, 'ArrowUp');
    view.experiment = atTarget({ mean: 0, variance: 2.5 });
    await view.updateComplete;
    expect(handle(view).getAttribute('aria-valuenow')).toBe('2.5');
  });

  it('is shown for SELU only', async () => {
    const view = await show(duel, 1);
    expect(view.renderRoot.querySelector('.handle')).toBeNull();
    expect(view.renderRoot.querySelector('.numbers')).toBeNull();
  });
});

it('on the board, a moved target is a live change of one lane, and clears refused values of the controls', async () => {
  const store = new Store((of) => new FakeClient(of));
  onTestFinished(() => store.close());
  await store.open(experiment(recipe({ label: 'first' }), recipe({ label: 'second' })));
  const board = await mount(Object.assign(new Board(), { store }), 1000);
  const edit = vi.spyOn(store.client ?? new FakeClient(duel), 'edit');
  store.editor.edit('lanes.1.fixedPoint.mean', 0.9);
  expect(store.editor.messageAt('lanes.1.fixedPoint.mean')).toContain('must be above');
  const view = board.renderRoot.querySelectorAll('snn-phase-plane')[1];
  await view.updateComplete;
  await press(view, 'PageUp', 'ArrowRight');
  await vi.waitFor(() => expect(store.experiment.lanes[1].fixedPoint).toEqual({ mean: 0.05, variance: 1.5 }));
  expect(store.experiment.lanes[0].fixedPoint).toEqual({ mean: 0, variance: 1 });
  expect(edit).toHaveBeenCalled();
  expect(store.editor.messageAt('lanes.1.fixedPoint.mean')).toBeUndefined();
  expect(handle(view).getAttribute('aria-valuetext')).toBe('mean 0.05, variance 1.5');
});
