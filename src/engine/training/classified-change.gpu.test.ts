/** How a change reaches the trainer: a classified one is not compared or validated again, and one from outside is, once. */
import { beforeEach, expect, test, vi } from 'vitest';
import { withDevice } from '../../../tests/setup/with-device';
import { classifyChange } from '../../experiment/change';
import { completeExperiment } from '../../experiment/defaults';
import { validateExperiment } from '../../experiment/validate';
import type { Device } from '../gpu/device';
import { Session } from './session';

vi.mock(import('../../experiment/change'), { spy: true });
vi.mock(import('../../experiment/defaults'), { spy: true });
vi.mock(import('../../experiment/validate'), { spy: true });

const SMALL = validateExperiment({
  dataset: { name: 'moons', samples: 64 },
  training: { batchSize: 16 },
  lanes: [{ depth: 2, width: 6 }],
});
const FASTER = { ...SMALL, training: { ...SMALL.training, learningRate: 0.02 } };
const LIVE = classifyChange(SMALL, FASTER);
const REBUILD = classifyChange(FASTER, { ...FASTER, training: { ...FASTER.training, batchSize: 8 } });

function counts() {
  return {
    merged: vi.mocked(completeExperiment).mock.calls.length,
    validated: vi.mocked(validateExperiment).mock.calls.length,
    classified: vi.mocked(classifyChange).mock.calls.length,
  };
}

async function open(device: Device): Promise<Session> {
  const session = new Session(device, SMALL, '', {
    snapshot() {},
    statechange() {},
    error: (error) => expect.unreachable(String(error)),
  });
  await session.open();
  return session;
}

beforeEach(() => {
  vi.clearAllMocks();
});

test('applies a classified change without comparing or validating it', () =>
  withDevice(async (device) => {
    const session = await open(device);
    await session.step(2);
    // As the worker receives it.
    await session.apply(structuredClone(LIVE));
    expect((await session.snapshot()).step).toBe(2);
    await session.apply(structuredClone(REBUILD));
    expect((await session.snapshot()).step).toBe(0);
    expect(counts()).toEqual({ merged: 0, validated: 0, classified: 0 });
  }));

test('merges, validates and classifies a change from outside once', () =>
  withDevice(async (device) => {
    const session = await open(device);
    expect(await session.configure({ training: { learningRate: 0.02 } })).toEqual({ rebuilt: false });
    expect(counts()).toEqual({ merged: 1, validated: 1, classified: 1 });
    await expect(session.configure({ lanes: [{ depth: 0 }] })).rejects.toMatchObject({
      name: 'RecipeError',
      field: 'lanes.0.depth',
    });
    expect((await session.step(1)).step).toBe(1);
  }));

test('changes nothing if one lane cannot take a live change', () =>
  withDevice(async (device) => {
    const session = await open(device);
    const [lane] = SMALL.lanes;
    const two = { ...SMALL, lanes: [lane, lane] };
    await session.apply(classifyChange(SMALL, two));
    const before = await session.step(1);
    // Not validated: outside −0.803 < mean < 0.683 there is no α and λ for variance 1.
    const impossible = {
      ...two,
      lanes: [
        { ...lane, fixedPoint: { mean: 0, variance: 4 } },
        { ...lane, fixedPoint: { mean: 0.69, variance: 1 } },
      ],
    };
    await expect(session.apply(classifyChange(two, impossible))).rejects.toMatchObject({ name: 'RecipeError' });
    const { step, lanes } = await session.step(1);
    expect(step).toBe(2);
    expect(lanes.map(({ alpha }) => alpha)).toEqual(before.lanes.map(({ alpha }) => alpha));
    expect(lanes[0].layers[0].histogram).toMatchObject({ low: -5, high: 5 });
  }));
