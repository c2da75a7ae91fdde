/**
 * What a lane's step costs where the device has no timestamps: the whole of forward and backward, and each part, is replayed many
 * times in one submission and timed from outside. Replaying changes nothing that counts but the weights and what the optimizer
 * remembers, in the update; those are put back.
 */
import type { CostPart } from '../experiment/snapshot';
import type { Device } from '../gpu/device';
import type { Plan } from '../gpu/plan';
import type { NetworkStorage } from '../network/storage';
import type { LanePlans } from './lane-plans';
import type { MeasuredCost } from './step-cost';

/** A measurement at least this long makes little of the time that a submission takes to come back. */
const LEAST_MILLISECONDS = 20;
const MOST_REPEATS = 1024;

/** Must be called while no step is under way, after at least one was. */
export async function timeLane(device: Device, lane: LanePlans, storage: NetworkStorage): Promise<MeasuredCost> {
  const parts = new Map<CostPart, number>();
  for (const { part, plan } of lane.parts) {
    const milliseconds = part === 'update' ? await timeUpdate(device, plan, storage) : await timePlan(device.gpu, plan);
    parts.set(part, milliseconds);
  }
  const passes = await timePlan(device.gpu, lane.passes);
  return { total: passes + (parts.get('update') ?? NaN), parts };
}

async function timePlan(gpu: GPUDevice, plan: Plan): Promise<number> {
  for (let repeats = 1; ; repeats *= 4) {
    const encoder = gpu.createCommandEncoder({ label: `${plan.label}: timed ${repeats} times` });
    const pass = encoder.beginComputePass();
    for (let i = 0; i < repeats; i++) plan.encode(pass);
    pass.end();
    const started = performance.now();
    gpu.queue.submit([encoder.finish()]);
    await gpu.queue.onSubmittedWorkDone();
    const milliseconds = performance.now() - started;
    if (milliseconds >= LEAST_MILLISECONDS || repeats >= MOST_REPEATS) return milliseconds / repeats;
  }
}

/** NaN where the device has no room for a second copy of the parameters. */
async function timeUpdate(device: Device, plan: Plan, { parameters, optimizer }: NetworkStorage): Promise<number> {
  const { gpu } = device;
  gpu.pushErrorScope('out-of-memory');
  const saved = [parameters, ...optimizer].map(({ label, buffer }) => ({
    buffer,
    copy: device.storage(`${label}, saved`, buffer.size),
  }));
  try {
    if (await gpu.popErrorScope()) return NaN;
    const copyAll = (restore: boolean) => {
      const encoder = gpu.createCommandEncoder({ label: restore ? 'restore parameters' : 'save parameters' });
      for (const { buffer, copy } of saved) {
        const [from, to] = restore ? [copy, buffer] : [buffer, copy];
        encoder.copyBufferToBuffer(from, 0, to, 0, buffer.size);
      }
      gpu.queue.submit([encoder.finish()]);
    };
    copyAll(false);
    const milliseconds = await timePlan(gpu, plan);
    copyAll(true);
    return milliseconds;
  } finally {
    for (const { copy } of saved) copy.destroy();
  }
}
