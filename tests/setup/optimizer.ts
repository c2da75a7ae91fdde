/** Runs an optimizer's kernel and its float64 twin. */
import type { CompleteExperiment } from '../../src/experiment/experiment';
import type { Device } from '../../src/engine/gpu/device';
import type { Dispatch } from '../../src/engine/gpu/kernel';
import type { StoredGradients, RuleOperands } from '../../src/engine/kernels/optimizers/update-rule';
import { freshOptimizerState, type OptimizerState } from '../../src/engine/reference/optimizers/optimizer';
import { expectNear, type Tolerance } from './expect-near';
import { hyperOf, stateAt } from './hyperparameters';
import { draw, runOnce, storageOf } from './tensors';

type Training = CompleteExperiment['training'];

export const TRAINING: Training = {
  batchSize: 1,
  optimizer: 'sgd',
  learningRate: 0.1,
  weightDecay: 0,
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  seed: 1,
};

export interface OptimizerRun {
  training: Partial<Training>;
  /** Parameters before the first update. */
  parameters: Float64Array;
  /** The gradients of each update. */
  gradients: readonly Float64Array[];
  /** The number of weights among the parameters. */
  decayed: number;
  /** The number of earlier updates, for given moments. */
  before?: { updates: number; first: Float64Array; second: Float64Array };
  tolerance: Tolerance;
}

/** The operands of a kernel in addition to those of all kernels: the step's number, and buffers of the parameters' length. */
export interface OptimizerMemory {
  state: GPUBuffer;
  first: GPUBuffer;
  second: GPUBuffer;
}

/** A kernel and its twin. */
export interface OptimizerPair {
  record(device: Device, operands: RuleOperands & StoredGradients, memory: OptimizerMemory): Promise<Dispatch>;
  /** Updates `parameters` and `memory` in place; the first `decayed` parameters decay. `memory.updates` counts this one. */
  twin(parameters: Float64Array, memory: OptimizerState, gradient: Float64Array, decayed: number, training: Training): void;
}

/** Makes the updates on the device and in float64. After each update, parameters and moments must agree. */
export async function expectTwinUpdates(device: Device, pair: OptimizerPair, run: OptimizerRun): Promise<Float32Array[]> {
  const training = { ...TRAINING, ...run.training };
  const { gradients, decayed, before, tolerance } = run;
  const expected = run.parameters.slice();
  const memory = {
    ...freshOptimizerState(expected.length),
    ...(before && { ...before, first: before.first.slice(), second: before.second.slice() }),
  };
  const parameters = storageOf(device, 'parameters', Float32Array.from(expected));
  const first = storageOf(device, 'first', Float32Array.from(memory.first));
  const second = storageOf(device, 'second', Float32Array.from(memory.second));
  const after: Float32Array[] = [];
  for (const gradient of gradients) {
    const operands = {
      hyper: hyperOf(device, training),
      parameters,
      gradients: storageOf(device, 'gradients', Float32Array.from(gradient)),
      decayed,
    };
    runOnce(device, await pair.record(device, operands, { state: stateAt(device, memory.updates), first, second }));
    memory.updates++;
    pair.twin(expected, memory, gradient, decayed, training);

    const [got, gotFirst, gotSecond] = (
      await Promise.all([parameters, first, second].map((buffer) => device.read(buffer)))
    ).map((bytes) => new Float32Array(bytes));
    const what = `after update ${memory.updates}`;
    expectNear(got, expected, tolerance, `parameter ${what}`);
    expectNear(gotFirst, memory.first, tolerance, `first moment ${what}`);
    expectNear(gotSecond, memory.second, tolerance, `second moment ${what}`);
    after.push(got);
  }
  return after;
}

/** Returns random parameters and gradients of `count` updates. */
export function randomUpdates(length: number, count = 3): Pick<OptimizerRun, 'parameters' | 'gradients'> {
  return {
    parameters: draw(71, length),
    gradients: Array.from({ length: count }, (_, i) => draw(72 + i, length)),
  };
}

/** Lengths in floats: one quad, several, and one more than a workgroup's 64. */
export const LENGTHS = [4, 36, 260] as const;
