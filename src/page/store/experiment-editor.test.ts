import { beforeEach, expect, test, vi } from 'vitest';
import { turns } from '../../../tests/setup/event-loop';
import type { Edit } from '../../experiment/change';
import { completeExperiment } from '../../experiment/defaults';
import { RecipeError } from '../../experiment/errors';
import type { CompleteExperiment } from '../../experiment/experiment';
import type { PlaygroundClient } from '../../worker/playground-client';
import { Deferred } from './deferred';
import { ExperimentEditor } from './experiment-editor';

/** A client whose engine accepts or refuses an edit when a test says so. */
class SlowClient {
  experiment: CompleteExperiment = completeExperiment();
  readonly asked: {
    experiment: CompleteExperiment;
    accept: () => void;
    refuse: (error: Error) => void;
  }[] = [];

  /** Changes that were asked for earlier; an edit's turn comes after them. */
  earlier: Promise<void> | null = null;

  async edit(edit: Edit): Promise<void> {
    if (this.earlier) await this.earlier;
    const experiment = edit(this.experiment);
    await new Promise<void>((resolve, reject) => {
      const accept = () => {
        this.experiment = experiment;
        resolve();
      };
      this.asked.push({ experiment, accept, refuse: reject });
    });
  }
}

let client: SlowClient;
let editor: ExperimentEditor;
const report = vi.fn();

beforeEach(() => {
  client = new SlowClient();
  report.mockClear();
  editor = new ExperimentEditor({
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the editor calls nothing but edit
    client: client as unknown as PlaygroundClient,
    get experiment() {
      return client.experiment;
    },
    changed: () => {},
    report,
  });
});

test('collects edits while one is applied; the last of a burst wins', async () => {
  for (const rate of [0.1, 0.2, 0.3, 0.4]) editor.edit('training.learningRate', rate);
  expect(editor.draft.training.learningRate).toBe(0.4);
  expect(client.asked.map(({ experiment }) => experiment.training.learningRate)).toEqual([0.1]);
  client.asked[0].accept();
  await turns(1);
  expect(client.asked.map(({ experiment }) => experiment.training.learningRate)).toEqual([0.1, 0.4]);
});

test('merges edits of different fields', async () => {
  editor.edit('lanes.0.depth', 8);
  editor.edit('lanes.1.width', 7);
  editor.edit('dataset.noise', 0.5);
  client.asked[0].accept();
  await turns(1);
  const { experiment } = client.asked[1];
  expect([experiment.lanes[0].depth, experiment.lanes[1].width, experiment.dataset.noise]).toEqual([8, 7, 0.5]);
});

test('shows at its control why a value is not allowed, and sends nothing', () => {
  editor.edit('lanes.1.depth', 129);
  expect(editor.messageAt('lanes.1.depth')).toBe('Depth must be a whole number from 1 to 128; got 129.');
  expect(editor.draft).toEqual(completeExperiment());
  expect(client.asked).toEqual([]);
  editor.edit('lanes.1.depth', 12);
  expect(editor.messageAt('lanes.1.depth')).toBeUndefined();
});

test('shows an impossible fixed point at the control that was edited', () => {
  editor.edit('lanes.0.fixedPoint.mean', 0.6);
  editor.edit('lanes.0.fixedPoint.variance', 0.01);
  expect(editor.messageAt('lanes.0.fixedPoint.variance')).toMatch(/^Target mean must be above/);
  expect(editor.draft.lanes[0].fixedPoint).toEqual({ mean: 0.6, variance: 1 });
});

test('removes a message when the value that caused it has changed', () => {
  editor.edit('lanes.0.fixedPoint.variance', 4);
  editor.edit('lanes.0.realization', 'scaled-units');
  editor.edit('lanes.0.block', 'residual');
  expect(editor.messageAt('lanes.0.block')).toMatch(/^Realised by must be 'solved' \(Solved α and λ\) here/);
  editor.edit('lanes.0.width', 32);
  expect(editor.messageAt('lanes.0.block')).toBeDefined();
  editor.edit('lanes.0.realization', 'solved');
  expect(editor.messageAt('lanes.0.block')).toBeUndefined();
});

test('takes back what the engine refuses, and says why', async () => {
  editor.edit('lanes.0.width', 2048);
  client.asked[0].refuse(new RecipeError('lanes.0.width', 'lanes.0.width needs 9 GiB.'));
  await turns(1);
  expect(editor.draft).toEqual(completeExperiment());
  expect(editor.messageAt('lanes.0.width')).toBe('Width needs 9 GiB.');

  editor.edit('dataset.name', 'mnist');
  const missing = new Error('The file is missing.');
  client.asked[1].refuse(missing);
  await turns(1);
  expect(report).toHaveBeenCalledExactlyOnceWith(missing);
  expect(editor.draft.dataset.name).toBe('spirals');
});

test('keeps later edits when an earlier one is refused', async () => {
  editor.edit('lanes.0.width', 2048);
  editor.edit('lanes.0.depth', 3);
  client.asked[0].refuse(new RecipeError('lanes.0.width', 'lanes.0.width needs 9 GiB.'));
  await turns(1);
  expect(client.asked[1].experiment.lanes[0]).toMatchObject({ width: 64, depth: 3 });
});

test('keeps a change by a script that comes first', async () => {
  const earlier = new Deferred();
  client.earlier = earlier.promise;
  editor.edit('training.learningRate', 0.1);
  editor.edit('training.learningRate', 0.2);
  expect(client.asked).toEqual([]);
  client.experiment = completeExperiment({ dataset: { name: 'moons' }, training: { seed: 77 } });
  editor.follow();
  const both = { dataset: { name: 'moons' }, training: { learningRate: 0.2, seed: 77 } };
  expect(editor.draft).toMatchObject(both);
  earlier.resolve();
  await turns(1);
  expect(client.asked.map(({ experiment }) => experiment)).toEqual([editor.draft]);
  client.asked[0].accept();
  await turns(1);
  expect(client.experiment).toMatchObject(both);
  expect(editor.draft).toBe(client.experiment);
  expect(client.asked).toHaveLength(1);
});

test('drops an edit that a change by a script makes impossible', async () => {
  const earlier = new Deferred();
  client.earlier = earlier.promise;
  editor.edit('dataset.samples', 50_000);
  client.experiment = completeExperiment({ dataset: { name: 'iris' } });
  editor.follow();
  earlier.resolve();
  await turns(1);
  expect(client.asked[0].experiment).toBe(client.experiment);
});

test('keeps the number of samples chosen for another dataset, even if it is the old one', async () => {
  client.experiment = completeExperiment({ dataset: { samples: 500 } });
  editor.follow();
  editor.edit('training.batchSize', 64);
  editor.edit('dataset.name', 'moons');
  editor.edit('dataset.samples', 500);
  client.asked[0].accept();
  await turns(1);
  client.asked[1].accept();
  await turns(1);
  expect(client.experiment.dataset).toMatchObject({ name: 'moons', samples: 500 });
});

test('adds a lane once, also while another edit is applied', async () => {
  editor.edit('training.learningRate', 0.1);
  editor.addLane();
  client.asked[0].accept();
  editor.follow();
  await turns(1);
  client.asked[1].accept();
  editor.follow();
  await turns(1);
  expect(editor.draft.lanes).toHaveLength(3);
  expect(client.asked).toHaveLength(2);
});

test('keeps the name that a person gave a lane, and renames a lane named after its recipe', () => {
  editor.edit('lanes.0.label', 'Mine');
  editor.edit('lanes.0.activation', 'tanh');
  editor.edit('lanes.1.activation', 'tanh');
  expect(editor.draft.lanes.map(({ label }) => label)).toEqual(['Mine', 'tanh + He normal']);
});

test('adds, copies and removes lanes, between one and four', () => {
  editor.copyLane(0);
  expect(editor.draft.lanes.map(({ activation }) => activation)).toEqual(['selu', 'selu', 'relu']);
  editor.addLane();
  editor.addLane();
  expect(editor.draft.lanes).toHaveLength(4);
  expect(report).toHaveBeenCalledOnce();
  for (let i = 0; i < 4; i++) editor.removeLane(0);
  expect(editor.draft.lanes).toHaveLength(1);
});
