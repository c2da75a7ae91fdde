import axe from 'axe-core';
import { expect, it, vi } from 'vitest';
import { frames } from '../../../../tests/setup/event-loop';
import { mount } from '../../../../tests/fixtures/mount';
import { DIGITS, PictureClient } from '../../../../tests/fixtures/picture-client';
import { confused, EXPERIMENTS, snapshot } from '../../../../tests/fixtures/snapshots';
import type { DatasetName } from '../../../data/catalogue';
import { LearnedPanel } from './learned-panel';

const { duel } = EXPERIMENTS;
const on = (name: DatasetName) => ({ ...duel, dataset: { ...duel.dataset, name } });
const TABLE = { classes: 3, trainingRows: 100, heldOutRows: 60, features: 4 };

async function show(client: PictureClient): Promise<LearnedPanel> {
  const { experiment } = client;
  const newest = confused(snapshot(experiment, 100), client.shape.classes);
  return mount(Object.assign(new LearnedPanel(), { experiment, client, snapshot: newest }), 1000);
}

const views = (panel: LearnedPanel) =>
  [...panel.renderRoot.querySelectorAll('*')].map(({ localName }) => localName).filter((name) => name.startsWith('snn-'));

/** Waits until every view of the panel shows predictions. */
async function filled(panel: LearnedPanel): Promise<void> {
  // Views request predictions only while they are on screen.
  panel.scrollIntoView();
  await vi.waitFor(
    () => {
      for (const view of panel.renderRoot.querySelectorAll('snn-image-predictions, snn-confusion-matrix')) {
        expect(view.shadowRoot?.querySelector('.readings b, tbody tr'), view.localName).toBeTruthy();
      }
    },
    { timeout: 60_000 },
  );
  await frames();
}

const TWO_MATRICES = ['snn-confusion-matrix', 'snn-confusion-matrix'];

it('the dataset’s name decides what is shown before any row arrives', async () => {
  for (const [name, expected] of [
    ['moons', ['snn-decision-boundary', 'snn-decision-boundary']],
    ['iris', TWO_MATRICES],
    ['digits', ['snn-image-predictions', 'snn-drawing-pad', ...TWO_MATRICES]],
    ['mnist', ['snn-image-predictions', 'snn-drawing-pad', ...TWO_MATRICES]],
  ] as const) {
    const client = new PictureClient(on(name));
    client.rows = () => new Promise(() => {});
    const panel = await show(client);
    expect(views(panel), name).toEqual(expected);
    expect(panel.adjacent, name).toBe(name === 'moons');
  }
});

it('nothing moves when the rows arrive', async () => {
  for (const [name, shape] of [
    ['digits', DIGITS],
    ['iris', TABLE],
  ] as const) {
    const waiting = new PictureClient(on(name), shape);
    waiting.rows = () => new Promise(() => {});
    const before = await mount(Object.assign(new LearnedPanel(), { experiment: waiting.experiment, client: waiting }), 1000);
    const after = await show(new PictureClient(on(name), shape));
    await filled(after);
    expect(Math.abs(after.offsetHeight - before.offsetHeight), name).toBeLessThan(4);
  }
});

it('shows own data by their kind, also after others replace them', async () => {
  const client = new PictureClient(on('custom'), TABLE);
  const panel = await show(client);
  await vi.waitFor(() => expect(views(panel)).toEqual(TWO_MATRICES));
  const replaceBy = async (shape: typeof client.shape) => {
    client.shape = shape;
    await client.setData({ inputs: new Float32Array(), labels: new Uint32Array(), features: 1, classes: 2 });
  };
  await replaceBy({ ...DIGITS });
  // Pictures of what, nobody knows: there is nothing to draw.
  await vi.waitFor(() => expect(views(panel)).toEqual(['snn-image-predictions', ...TWO_MATRICES]));
  await replaceBy({ ...TABLE, features: 2 });
  await vi.waitFor(() => expect(views(panel)).toEqual(['snn-decision-boundary', 'snn-decision-boundary']));
  expect(panel.adjacent).toBe(true);
});

it('the planes of three lanes are not placed next to the depth profile', async () => {
  const experiment = { ...on('moons'), lanes: [...duel.lanes, duel.lanes[0]] };
  const panel = await show(new PictureClient(experiment, { ...TABLE, features: 2 }));
  expect(panel.adjacent).toBe(false);
});

it('has no accessibility violation that axe finds', async () => {
  for (const name of ['digits', 'iris'] as const) {
    const panel = await show(new PictureClient(on(name), name === 'iris' ? TABLE : DIGITS));
    await filled(panel);
    const { violations } = await axe.run(panel, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
  }
});
