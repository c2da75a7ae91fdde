import axe from 'axe-core';
import { expect, it, vi } from 'vitest';
import { chartOf, mount, part } from '../../../../tests/fixtures/mount';
import { diverged, EXPERIMENTS, predicted, run, snapshot } from '../../../../tests/fixtures/snapshots';
import { RunHistory } from '../../store/run-history';
import { LayerDetail } from './layer-detail';
import { LAYER_WORDS } from './layer-words';
import { WAITING } from '../words';

const { duel } = EXPERIMENTS;
const history = new RunHistory();
for (const each of run(duel, 8)) history.add(each);

const show = (change: Partial<LayerDetail> = {}) =>
  mount(
    Object.assign(new LayerDetail(), { experiment: duel, history, lane: 1, layer: 4, snapshot: snapshot(duel, 70), ...change }),
  );

it('lists every number of its layer', async () => {
  const view = await show();
  const layer = snapshot(duel, 70).lanes[1].layers[4];
  const list = part(view, 'dl').textContent ?? '';
  expect(list).toContain(layer.variance.toFixed(2));
  expect(list).toContain(layer.preActivation.variance.toFixed(2));
  expect(list).toContain(`${Number((layer.dead * 100).toFixed(1))}%`);
  expect(list.replaceAll(/\s+/g, ' ')).toContain('± 0.18');
  expect(part(view, '.heading').textContent).toContain('Layer 5');
  expect(part(view, '.distribution canvas').getAttribute('aria-label')).toContain('layer 5 of ReLU: mean');
});

it('draws its trends over the steps that the history holds', async () => {
  const view = await show();
  for (const [index, quantity] of (['mean', 'variance', 'gradientVariance', 'omega', 'tau'] as const).entries()) {
    const chart = await vi.waitFor(() => {
      const found = chartOf(view, `.trend-${index} canvas`);
      expect(found.data.datasets).toHaveLength(1);
      return found;
    });
    const last = history.points.at(-1);
    if (!last) throw new Error('no history');
    expect(chart.data.datasets[0].data).toHaveLength(8);
    expect(chart.data.datasets[0].data.at(-1)).toEqual({ x: 70, y: RunHistory.layerValue(last, 1, 4, quantity) });
  }
});

it('shows the gradient’s gain to the layer below, measured and predicted', async () => {
  const known = predicted(snapshot(duel, 70), 128, 64);
  expect(part(await show({ lane: 0, snapshot: known }), 'dl').textContent?.replaceAll(/\s+/g, ' ')).toContain(
    `${LAYER_WORDS.numbers.chi} 1.07 ${LAYER_WORDS.numbers.predicted('1.07')}`,
  );
  expect(part(await show({ lane: 0, layer: 0 }), 'dl').textContent?.replaceAll(/\s+/g, ' ')).toContain(
    `${LAYER_WORDS.numbers.chi} –`,
  );
});

it('says where such weights would lead for SELU, and nothing for ReLU', async () => {
  const verdict = (view: LayerDetail) => view.renderRoot.querySelector('.verdict')?.textContent ?? '';
  expect(verdict(await show({ lane: 0 }))).toContain('the signal would settle at mean');
  expect(verdict(await show({ lane: 1 }))).toBe('');
  expect(part(await show({ lane: 0 }), '.over').textContent).toContain(LAYER_WORDS.trendsHint(true));
  expect(part(await show({ lane: 1 }), '.over').textContent).not.toContain('Theorem');
});

it('tolerates NaN, and shows the share that is not finite', async () => {
  const view = await show({ snapshot: diverged(snapshot(duel, 80), 1, 0) });
  expect(part(view, 'dl').textContent).toContain('NaN');
  expect(part(view, 'dl').textContent).toContain(LAYER_WORDS.numbers.nonFinite);
});

it('says that it waits before the first step, and for a missing layer', async () => {
  const empty = await show({ snapshot: null, history: null });
  expect(part(empty, '.empty').textContent).toBe(WAITING);
  expect(part(await show({ layer: 99 }), '.empty').textContent).toBe(WAITING);
});

it('has no accessibility violation that axe finds', async () => {
  const { violations } = await axe.run(await show({ lane: 0 }), { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
});
