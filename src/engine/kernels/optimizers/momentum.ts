import shader from '../../../../shaders/optimizers/momentum.wgsl?raw';
import type { Device } from '../../gpu/device';
import type { Dispatch } from '../../gpu/kernel';
import { LIBRARY } from '../sources';
import { updateAll, type StoredGradients, type RuleOperands, type UpdateRule } from './update-rule';

export interface Momentum extends RuleOperands {
  /** As long as the parameters. */
  velocities: GPUBuffer;
  nesterov: boolean;
}

/** v ← μ v + g, p ← p − rate · v (Nesterov: g + μ v in place of v). */
export function momentumRule({ hyper, parameters, velocities, nesterov }: Momentum): UpdateRule {
  return {
    label: 'momentum',
    parts: [LIBRARY.hyperparameters, shader],
    bindings: ['uniform', 'write', 'write'],
    resources: [hyper, parameters, velocities],
    constants: { NESTEROV: nesterov ? 1 : 0 },
  };
}

/** One update of all parameters. */
export function momentum(device: Device, operands: Momentum & StoredGradients): Promise<Dispatch> {
  return updateAll(device, momentumRule(operands), operands);
}
