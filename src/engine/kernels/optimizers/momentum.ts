import shader from '../../../../shaders/optimizers/momentum.wgsl?raw';
import type { Device } from '../../gpu/device';
import type { Dispatch } from '../../gpu/kernel';
import { LIBRARY } from '../sources';
import { updateAll, type StoredGradients, type RuleOperands, type UpdateRule } from './update-rule';

/** The operands of gradient descent with momentum. */
export interface Momentum extends RuleOperands {
  /** As long as the parameters. */
  velocities: GPUBuffer;
  nesterov: boolean;
}

/** Returns the update rule v ← μ·v + g, p ← p − rate·v; with Nesterov p ← p − rate·(g + μ·v). */
export function momentumRule({ hyper, parameters, velocities, nesterov }: Momentum): UpdateRule {
  return {
    label: 'momentum',
    parts: [LIBRARY.hyperparameters, shader],
    bindings: ['uniform', 'write', 'write'],
    resources: [hyper, parameters, velocities],
    constants: { NESTEROV: nesterov ? 1 : 0 },
  };
}

/** Records one update from stored gradients. */
export function momentum(device: Device, operands: Momentum & StoredGradients): Promise<Dispatch> {
  return updateAll(device, momentumRule(operands), operands);
}
