/** Measures an adapter's memory bandwidth and the latency between dependent dispatches. */
import { requestDevice, type Device } from '../../src/engine/gpu/device';
import { dispatch } from '../../src/engine/gpu/kernel';
import { Plan, submit } from '../../src/engine/gpu/plan';
import type { AdapterResult } from '../result';
import { median, timeOf } from '../statistics';
import increment from './increment.wgsl?raw';
import triad from './triad.wgsl?raw';

const REPEATS = 5;
const TRIAD_BYTES = { gpu: 2 ** 28, software: 2 ** 24 };
const TRIAD_DISPATCHES = { gpu: 40, software: 4 };
const WORKGROUP_BYTES = 256 * 16;
const FEW_DISPATCHES = 100;
const MANY_DISPATCHES = 1000;

export async function probeAdapter(gpu?: GPU): Promise<AdapterResult> {
  const device = await requestDevice(gpu);
  const { vendor, architecture, description, software } = device.adapter;
  const result = {
    name: [vendor, architecture, description].filter(Boolean).join(' ') || 'unnamed adapter',
    software,
    bytesPerSecond: await triadRate(device),
    secondsPerDispatch: await dispatchLatency(device),
  };
  device.destroy();
  return result;
}

async function triadRate(device: Device): Promise<number> {
  const kind = device.adapter.software ? 'software' : 'gpu';
  const bytes = Math.min(TRIAD_BYTES[kind], device.largestBinding);
  const arrays = ['a', 'b', 'c'].map((name) => device.storage(`triad ${name}`, bytes));
  const groups = Math.ceil(bytes / WORKGROUP_BYTES);
  const across = Math.min(groups, device.gpu.limits.maxComputeWorkgroupsPerDimension);
  const one = await dispatch(device, { label: 'triad', parts: [triad], bindings: ['write', 'read', 'read'] }, arrays, [
    across,
    Math.ceil(groups / across),
    1,
  ]);
  const few = await medianTime(device, new Plan('triad', [one]));
  const count = 1 + TRIAD_DISPATCHES[kind];
  const many = await medianTime(
    device,
    new Plan(
      'triads',
      Array.from({ length: count }, () => one),
    ),
  );
  for (const array of arrays) array.destroy();
  return (3 * bytes * (count - 1)) / ((many - few) / 1000);
}

/** Returns the seconds per dispatch, from the difference of 1000 and 100 dispatches, which cancels the cost of a submission. */
async function dispatchLatency(device: Device): Promise<number> {
  const x = device.storage('count', 4);
  const one = await dispatch(device, { label: 'increment', parts: [increment], bindings: ['write'] }, [x], [1, 1, 1]);
  const plan = (count: number) =>
    new Plan(
      `${count} increments`,
      Array.from({ length: count }, () => one),
    );
  const few = await medianTime(device, plan(FEW_DISPATCHES));
  const many = await medianTime(device, plan(MANY_DISPATCHES));
  x.destroy();
  return (many - few) / 1000 / (MANY_DISPATCHES - FEW_DISPATCHES);
}

async function medianTime({ gpu }: Device, plan: Plan): Promise<number> {
  const once = () =>
    timeOf(() => {
      submit(gpu, plan);
      return gpu.queue.onSubmittedWorkDone();
    });
  await once();
  const times: number[] = [];
  for (let i = 0; i < REPEATS; i++) times.push(await once());
  return median(times);
}
