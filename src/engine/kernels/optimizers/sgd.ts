import shader from '../../../../shaders/optimizers/sgd.wgsl?raw';
import type { Device } from '../../gpu/device';
import type { Dispatch } from '../../gpu/kernel';
import { LIBRARY } from '../sources';
import { updateAll, type StoredGradients, type RuleOperands, type UpdateRule } from './update-rule';

/** Returns the update rule p ← p − rate·(g + decay·p). */
export function sgdRule({ hyper, parameters }: RuleOperands): UpdateRule {
  return {
    label: 'sgd',
    parts: [LIBRARY.hyperparameters, shader],
    bindings: ['uniform', 'write'],
    resources: [hyper, parameters],
    constants: {},
  };
}

/** Records one update from stored gradients. */
export function sgd(device: Device, operands: RuleOperands & StoredGradients): Promise<Dispatch> {
  return updateAll(device, sgdRule(operands), operands);
}
