/**
 * What a lane's step costs where the device has no timestamps: the whole of forward and backward, and each part, is replayed many
 * times in one submission and timed from outside. Replaying changes nothing that counts, but for the update: there the same
 * submission saves what it changes and puts it back, so that nobody sees it otherwise.
 */
import type { CostPart } from '../../experiment/snapshot';
import type { Device } from '../gpu/device';
import type { Plan } from '../gpu/plan';
import type { NetworkStorage } from '../network/storage';
import type { LanePlans } from './lane-plans';
import type { MeasuredCost } from './step-cost';

/** A measurement at least this long makes little of the time that a submission takes to come back. */
const LEAST_MILLISECONDS = 20;
const MOST_REPEATS = 1024;

/**
 * Must be called while no step is under way, after at least one was. Null where it is no longer wanted, which is asked between two
 * measurements.
 */
export async function timeLane(
  device: Device,
  lane: LanePlans,
  storage: NetworkStorage,
  wanted: () => boolean,
): Promise<MeasuredCost | null> {
  const parts = new Map<CostPart, number>();
  for (const { part, plan } of lane.parts) {
    if (!wanted()) return null;
    parts.set(part, part === 'update' ? await timeUpdate(device, plan, storage) : await timePlan(device.gpu, plan));
  }
  if (!wanted()) return null;
  const passes = await timePlan(device.gpu, lane.observedPasses);
  return { total: passes + (parts.get('update') ?? NaN), parts };
}

/** Copies that a submission begins and ends with. */
interface Around {
  before: (encoder: GPUCommandEncoder) => void;
  after: (encoder: GPUCommandEncoder) => void;
}

async function timePlan(gpu: GPUDevice, plan: Plan, around?: Around): Promise<number> {
  const time = async (repeats: number) => {
    const encoder = gpu.createCommandEncoder({ label: `${plan.label}: timed ${repeats} times` });
    around?.before(encoder);
    const pass = encoder.beginComputePass();
    for (let i = 0; i < repeats; i++) plan.encode(pass);
    pass.end();
    around?.after(encoder);
    const started = performance.now();
    gpu.queue.submit([encoder.finish()]);
    await gpu.queue.onSubmittedWorkDone();
    return performance.now() - started;
  };
  const without = around ? await time(0) : 0;
  for (let repeats = 1; ; repeats *= 4) {
    const milliseconds = await time(repeats);
    if (milliseconds >= LEAST_MILLISECONDS || repeats >= MOST_REPEATS) {
      return Math.max(0, milliseconds - without) / repeats;
    }
  }
}

/** NaN where the device has no room for a second copy of what an update changes. */
async function timeUpdate(device: Device, plan: Plan, { updated }: NetworkStorage): Promise<number> {
  const { gpu } = device;
  gpu.pushErrorScope('out-of-memory');
  const saved = updated.map(({ label, buffer }) => ({ buffer, copy: device.storage(`${label}, saved`, buffer.size) }));
  const copyAll = (encoder: GPUCommandEncoder, restore: boolean) => {
    for (const { buffer, copy } of saved) {
      const [from, to] = restore ? [copy, buffer] : [buffer, copy];
      encoder.copyBufferToBuffer(from, 0, to, 0, buffer.size);
    }
  };
  try {
    if (await gpu.popErrorScope()) return NaN;
    return await timePlan(gpu, plan, {
      before: (encoder) => copyAll(encoder, false),
      after: (encoder) => copyAll(encoder, true),
    });
  } finally {
    for (const { copy } of saved) copy.destroy();
  }
}
