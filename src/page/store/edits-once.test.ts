/** An edit is merged, validated and classified once on its way from a control to the engine. */
import { beforeEach, expect, test, vi } from 'vitest';
import { StubWorker } from '../../../tests/fixtures/stub-worker';
import { classifyChange } from '../../experiment/change';
import { completeExperiment, DEFAULT_EXPERIMENT } from '../../experiment/defaults';
import { validateExperiment } from '../../experiment/validate';
import { WorkerClient } from '../../worker/client';
import { ExperimentEditor } from './experiment-editor';

vi.mock(import('../../experiment/change'), { spy: true });
vi.mock(import('../../experiment/defaults'), { spy: true });
vi.mock(import('../../experiment/validate'), { spy: true });

const ONCE = { merged: 1, validated: 1, classified: 1 };

function counts() {
  return {
    merged: vi.mocked(completeExperiment).mock.calls.length,
    validated: vi.mocked(validateExperiment).mock.calls.length,
    classified: vi.mocked(classifyChange).mock.calls.length,
  };
}

let worker: StubWorker;
let client: WorkerClient;
let editor: ExperimentEditor;

beforeEach(async () => {
  worker = new StubWorker();
  client = new WorkerClient(DEFAULT_EXPERIMENT, 'https://example.org/data/', () => worker.asWorker());
  await worker.answer('open');
  await client.ready;
  editor = new ExperimentEditor({
    client,
    get experiment() {
      return client.experiment;
    },
    changed() {},
    report: (error) => expect.unreachable(String(error)),
  });
  client.addEventListener('statechange', () => editor.follow());
  vi.clearAllMocks();
});

test.each([
  ['training.learningRate', 0.02, 'live'],
  ['lanes.1.dropout.rate', 0.2, 'live'],
  ['lanes.0.depth', 9, 'rebuild'],
  ['dataset.name', 'moons', 'rebuild'],
])('%s', async (path, value, kind) => {
  editor.edit(path, value);
  const request = await worker.answer('apply');
  await vi.waitFor(() => expect(client.experiment).toBe(editor.draft));
  expect(counts()).toEqual(ONCE);
  expect(request).toMatchObject({ change: { experiment: client.experiment, change: kind } });
});

test('validates each edit made meanwhile once, and classifies them together', async () => {
  editor.edit('training.learningRate', 0.02);
  const first = await worker.next('apply');
  for (const rate of [0.03, 0.04, 0.05]) editor.edit('training.learningRate', rate);
  worker.reply(first, {});
  await worker.answer('apply');
  await vi.waitFor(() => expect(client.experiment.training.learningRate).toBe(0.05));
  expect(counts()).toEqual({ merged: 4, validated: 4, classified: 2 });
});

test('a change by a script', async () => {
  const changed = client.configure({ training: { learningRate: 0.02 } });
  await worker.answer('apply');
  await changed;
  expect(counts()).toEqual(ONCE);
});

test('validates an edit once more if a change by a script comes first', async () => {
  const changed = client.configure({ dataset: { name: 'moons' } });
  editor.edit('training.learningRate', 0.02);
  await worker.answer('apply');
  await changed;
  await worker.answer('apply');
  await vi.waitFor(() => expect(client.experiment.training.learningRate).toBe(0.02));
  expect(counts()).toEqual({ merged: 3, validated: 3, classified: 2 });
});
