import { beforeEach, expect, test, vi } from 'vitest';
import { turns } from '../../../tests/setup/event-loop';
import { completeExperiment } from '../../experiment/defaults';
import { RecipeError } from '../../experiment/errors';
import type { CompleteExperiment, DeepPartial, Experiment } from '../../experiment/experiment';
import type { PlaygroundClient } from '../../worker/playground-client';
import { ExperimentEditor } from './experiment-editor';

/** A client that takes a change when it is told to. */
class SlowClient {
  experiment: CompleteExperiment = completeExperiment();
  readonly asked: {
    experiment: CompleteExperiment;
    change: DeepPartial<Experiment>;
    take: () => void;
    refuse: (error: Error) => void;
  }[] = [];

  configure(change: DeepPartial<Experiment>): Promise<void> {
    const experiment = completeExperiment(change, this.experiment);
    return new Promise((resolve, reject) => {
      const take = () => {
        this.experiment = completeExperiment(change, this.experiment);
        resolve();
      };
      this.asked.push({ experiment, change, take, refuse: reject });
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
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the editor calls nothing but configure
    client: client as unknown as PlaygroundClient,
    get experiment() {
      return client.experiment;
    },
    changed: () => {},
    report,
  });
});

test('while one change is taken the others gather, and the last of a burst wins', async () => {
  for (const rate of [0.1, 0.2, 0.3, 0.4]) editor.edit('training.learningRate', rate);
  expect(editor.draft.training.learningRate).toBe(0.4);
  expect(client.asked.map(({ experiment }) => experiment.training.learningRate)).toEqual([0.1]);
  client.asked[0].take();
  await turns(1);
  expect(client.asked.map(({ experiment }) => experiment.training.learningRate)).toEqual([0.1, 0.4]);
});

test('changes of different fields add up', async () => {
  editor.edit('lanes.0.depth', 8);
  editor.edit('lanes.1.width', 7);
  editor.edit('dataset.noise', 0.5);
  client.asked[0].take();
  await turns(1);
  const { experiment } = client.asked[1];
  expect([experiment.lanes[0].depth, experiment.lanes[1].width, experiment.dataset.noise]).toEqual([8, 7, 0.5]);
});

test('what is not allowed is said at its control, under its name, and goes nowhere', () => {
  editor.edit('lanes.1.depth', 129);
  expect(editor.messageAt('lanes.1.depth')).toBe('Depth must be a whole number from 1 to 128; got 129.');
  expect(editor.draft).toEqual(completeExperiment());
  expect(client.asked).toEqual([]);
  editor.edit('lanes.1.depth', 12);
  expect(editor.messageAt('lanes.1.depth')).toBeUndefined();
});

test('an impossible fixed point is said where it was given', () => {
  editor.edit('lanes.0.fixedPoint.mean', 0.6);
  editor.edit('lanes.0.fixedPoint.variance', 0.01);
  expect(editor.messageAt('lanes.0.fixedPoint.variance')).toMatch(/^Target mean must be above/);
  expect(editor.draft.lanes[0].fixedPoint).toEqual({ mean: 0.6, variance: 1 });
});

test('what an edit was refused for is forgotten when that has changed', () => {
  editor.edit('lanes.0.fixedPoint.variance', 4);
  editor.edit('lanes.0.realization', 'scaled-units');
  editor.edit('lanes.0.block', 'residual');
  expect(editor.messageAt('lanes.0.block')).toMatch(/^Realised by must be 'solved' \(Solved α and λ\) here/);
  editor.edit('lanes.0.width', 32);
  expect(editor.messageAt('lanes.0.block')).toBeDefined();
  editor.edit('lanes.0.realization', 'solved');
  expect(editor.messageAt('lanes.0.block')).toBeUndefined();
});

test('what the engine refuses is taken back, and said', async () => {
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

test('what is refused takes nothing with it that was done since', async () => {
  editor.edit('lanes.0.width', 2048);
  editor.edit('lanes.0.depth', 3);
  client.asked[0].refuse(new RecipeError('lanes.0.width', 'lanes.0.width needs 9 GiB.'));
  await turns(1);
  expect(client.asked[1].experiment.lanes[0]).toMatchObject({ width: 64, depth: 3 });
});

test('what a program or a new seed changes meanwhile is not undone', async () => {
  editor.edit('training.learningRate', 0.1);
  editor.edit('training.learningRate', 0.2);
  // Asked for before the slider moved, and in force before it is heard of.
  client.experiment = completeExperiment({ dataset: { name: 'moons' }, training: { seed: 77 } });
  editor.follow();
  expect(editor.draft).toMatchObject({ dataset: { name: 'moons' }, training: { learningRate: 0.2, seed: 77 } });
  client.asked[0].take();
  await turns(1);
  client.asked[1].take();
  await turns(1);
  expect(client.asked.map(({ change }) => change)).toEqual([
    { training: { learningRate: 0.1 } },
    { training: { learningRate: 0.2 } },
  ]);
  expect(editor.draft).toEqual(client.experiment);
  expect(client.experiment).toMatchObject({ dataset: { name: 'moons' }, training: { learningRate: 0.2, seed: 77 } });
});

test('another dataset comes with what was said of it, even where that is what stood there before', async () => {
  client.experiment = completeExperiment({ dataset: { samples: 500 } });
  editor.follow();
  editor.edit('training.batchSize', 64);
  editor.edit('dataset.name', 'moons');
  editor.edit('dataset.samples', 500);
  client.asked[0].take();
  await turns(1);
  client.asked[1].take();
  await turns(1);
  expect(client.experiment.dataset).toMatchObject({ name: 'moons', samples: 500 });
});

test('a lane that is added while another change is taken is added once', async () => {
  editor.edit('training.learningRate', 0.1);
  editor.addLane();
  client.asked[0].take();
  editor.follow();
  await turns(1);
  client.asked[1].take();
  editor.follow();
  await turns(1);
  expect(editor.draft.lanes).toHaveLength(3);
  expect(client.asked).toHaveLength(2);
});

test('a lane keeps its own name, and one made from the recipe follows it', () => {
  editor.edit('lanes.0.label', 'Mine');
  editor.edit('lanes.0.activation', 'tanh');
  editor.edit('lanes.1.activation', 'tanh');
  expect(editor.draft.lanes.map(({ label }) => label)).toEqual(['Mine', 'tanh + He normal']);
});

test('lanes are added, copied and removed, at most four and at least one', () => {
  editor.copyLane(0);
  expect(editor.draft.lanes.map(({ activation }) => activation)).toEqual(['selu', 'selu', 'relu']);
  editor.addLane();
  editor.addLane();
  expect(editor.draft.lanes).toHaveLength(4);
  expect(report).toHaveBeenCalledOnce();
  for (let i = 0; i < 4; i++) editor.removeLane(0);
  expect(editor.draft.lanes).toHaveLength(1);
});
