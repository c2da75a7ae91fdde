/** A lane's numbers and a run's position for kernel tests. */
import { activationOf } from '../../src/activations/catalogue';
import type { Device } from '../../src/gpu/device';
import { packLane, type LaneParameters } from '../../src/kernels/lane-parameters';
import { packState, type Passage } from '../../src/kernels/training-state';
import type { DropoutCoefficients } from '../../src/reference/dropout';
import { storageOf } from './tensors';

const DEFAULTS: LaneParameters = {
  ...activationOf('selu').parameters,
  dropout: { rate: 0, scale: 1, shift: 0, dropped: 0 },
  learningRate: 0.1,
  weightDecay: 0,
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  saturation: 0.05,
  histogram: { low: -5, binsPerUnit: 8 },
  seed: 1,
};

const PASSAGE: Passage = { firstRow: 0, rows: 1000, batch: 1, shuffle: false, seed: 1 };

export function laneOf(device: Device, numbers: Partial<LaneParameters> = {}): GPUBuffer {
  return device.uniform('lane', packLane({ ...DEFAULTS, ...numbers }));
}

/** The lane's dropout from the twin's coefficients, which the oracles vouch for; null drops nothing. */
export function laneDropout(rate: number, coefficients: DropoutCoefficients | null): LaneParameters['dropout'] {
  if (!coefficients) return DEFAULTS.dropout;
  const { keepScale, keepShift, droppedValue } = coefficients;
  return { rate, scale: keepScale, shift: keepShift, dropped: droppedValue };
}

/** A run at step `step`. */
export function stateAt(device: Device, step: number, passage: Partial<Passage> = {}): GPUBuffer {
  return storageOf(device, 'state', packState({ ...PASSAGE, ...passage }, step));
}
