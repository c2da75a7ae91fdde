/**
 * Measures the time of a lane's step on a device without timestamps. Forward and backward as a whole, and each part, are replayed many
 * times in one submission and timed from outside. Only the update changes the network: the submission that replays it saves the
 * weights and optimizer state first and restores them afterwards.
 */
import type { CostPart } from '../../experiment/snapshot';
import type { Device } from '../gpu/device';
import type { Plan } from '../gpu/plan';
import type { NetworkStorage } from '../network/storage';
import type { LanePlans } from './lane-plans';
import type { MeasuredCost } from './step-cost';

/** The shortest measurement: the overhead of a submission is negligible next to it. */
const LEAST_MILLISECONDS = 20;
const MOST_REPEATS = 1024;

/**
 * Milliseconds of a lane's step and of its parts. Must be called between steps, after at least one. Null if `wanted`, which is
 * called before each measurement, returns false.
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

/** Copies at the start and the end of a submission. */
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

/** Milliseconds of the update; NaN if the device has no memory for a second copy of the buffers that it changes. */
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
