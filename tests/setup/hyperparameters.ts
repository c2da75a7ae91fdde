/** A lane's hyperparameters and a run's position, for kernel tests. */
import { activationOf } from '../../src/activations/catalogue';
import type { Device } from '../../src/engine/gpu/device';
import { packHyperparameters, type Hyperparameters } from '../../src/engine/kernels/hyperparameter-buffer';
import { packState, type BatchSchedule } from '../../src/engine/kernels/training-state';
import type { DropoutAffine } from '../../src/theory/alpha-dropout';
import { storageOf } from './tensors';

const DEFAULTS: Hyperparameters = {
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

const SCHEDULE: BatchSchedule = { firstRow: 0, rows: 1000, batch: 1, shuffle: false, seed: 1 };

export function hyperOf(device: Device, numbers: Partial<Hyperparameters> = {}): GPUBuffer {
  return device.uniform('hyperparameters', packHyperparameters({ ...DEFAULTS, ...numbers }));
}

/** Returns the lane's dropout from the twin's coefficients, which are tested against the oracles; null is no dropout. */
export function laneDropout(rate: number, coefficients: DropoutAffine | null): Hyperparameters['dropout'] {
  if (!coefficients) return DEFAULTS.dropout;
  const { scale, shift, dropped } = coefficients;
  return { rate, scale, shift, dropped };
}

/** Returns the position of a run at step `step`. */
export function stateAt(device: Device, step: number, schedule: Partial<BatchSchedule> = {}): GPUBuffer {
  return storageOf(device, 'state', packState({ ...SCHEDULE, ...schedule }, step));
}
