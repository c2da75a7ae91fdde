/** Checks that a session reports when the GPU runs out of memory while it builds a run, and that the previous run continues. */
import { expect, test } from 'vitest';
import { withDevice } from '../../../tests/setup/with-device';
import { validateExperiment } from '../../experiment/validate';
import type { Device } from '../gpu/device';
import { Session } from './session';

const SMALL = validateExperiment({
  dataset: { name: 'moons', samples: 200 },
  training: { batchSize: 16 },
  lanes: [{ depth: 2, width: 6 }],
});

/** Runs `body` on a device that has no memory for buffers whose label contains `part`. Returns the labels of the live buffers. */
async function withoutMemoryFor(device: Device, part: string, body: () => Promise<void>): Promise<string[]> {
  const { gpu } = device;
  const real = {
    createBuffer: gpu.createBuffer.bind(gpu),
    pushErrorScope: gpu.pushErrorScope.bind(gpu),
    popErrorScope: gpu.popErrorScope.bind(gpu),
  };
  // The innermost scope is last. WebGPU reports an error to the innermost scope of its kind.
  const scopes: { filter: GPUErrorFilter; error?: GPUError }[] = [];
  const alive = new Set<GPUBuffer>();
  gpu.createBuffer = (descriptor) => {
    const buffer = real.createBuffer(descriptor);
    const { label = '', usage } = descriptor;
    if (label.includes(part)) {
      const scope = scopes.findLast(({ filter }) => filter === 'out-of-memory');
      if (!scope) throw new Error(`no scope takes that there is no memory for ${label}`);
      scope.error ??= new GPUOutOfMemoryError(label);
    }
    const destroy = buffer.destroy.bind(buffer);
    if ((usage & GPUBufferUsage.STORAGE) !== 0) alive.add(buffer);
    buffer.destroy = () => {
      alive.delete(buffer);
      destroy();
    };
    return buffer;
  };
  gpu.pushErrorScope = (filter) => {
    scopes.push({ filter });
    real.pushErrorScope(filter);
  };
  gpu.popErrorScope = async () => {
    const scope = scopes.pop();
    return (await real.popErrorScope()) ?? scope?.error ?? null;
  };
  try {
    await body();
  } finally {
    Object.assign(gpu, real);
  }
  return [...alive].map(({ label }) => label);
}

test.each([
  [
    'the rows',
    { dataset: { name: 'circles', samples: 100_000 } },
    'circles: inputs',
    // 100,000 rows of 2 floats and a label are 1.1 MiB.
    {
      name: 'DataError',
      message: /^The GPU does not have enough free memory for the dataset circles, which needs 2 MiB\. Use fewer rows/,
    },
  ],
  [
    'the labels',
    { dataset: { name: 'circles', samples: 100_000 } },
    'circles: labels',
    { name: 'DataError', message: /the dataset circles/ },
  ],
  [
    'a lane',
    { lanes: [{ depth: 3, width: 7, label: 'Mine' }] },
    'Mine',
    { name: 'RecipeError', field: 'lanes', message: /does not have enough free memory for these lanes/ },
  ],
] as const)('no memory for %s', (_, change, part, { message, ...error }) =>
  withDevice(async (device) => {
    const session = new Session(device, SMALL, '', {
      snapshot() {},
      statechange() {},
      error(thrown) {
        throw thrown;
      },
    });
    await session.open();
    await session.step(3);
    const alive = await withoutMemoryFor(device, part, async () => {
      const refused = session.configure(validateExperiment(change, SMALL));
      await expect(refused).rejects.toMatchObject(error);
      await expect(refused).rejects.toThrow(message);
    });
    expect(alive).toEqual([]);
    expect((await session.step(1)).step).toBe(4);
    expect(await session.configure(validateExperiment(change, SMALL))).toEqual({ rebuilt: true });
  }),
);
