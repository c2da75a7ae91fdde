import shader from '../../../../shaders/optimizers/adam.wgsl?raw';
import type { Device } from '../../gpu/device';
import type { Dispatch } from '../../gpu/kernel';
import { LIBRARY } from '../sources';
import { updateAll, type StoredGradients, type RuleOperands, type UpdateRule } from './update-rule';

export interface Adam extends RuleOperands {
  /** Holds the step number t. */
  state: GPUBuffer;
  /** As long as the parameters, both. */
  firstMoments: GPUBuffer;
  secondMoments: GPUBuffer;
  /** AdamW: the decay acts on the parameters, not on the gradient. */
  decoupled: boolean;
}

/** Adam, or AdamW where `decoupled`. */
export function adamRule({ hyper, parameters, firstMoments, secondMoments, state, decoupled }: Adam): UpdateRule {
  return {
    label: 'adam',
    parts: [LIBRARY.numerics, LIBRARY.state, LIBRARY.hyperparameters, shader],
    bindings: ['uniform', 'write', 'write', 'write', 'read'],
    resources: [hyper, parameters, firstMoments, secondMoments, state],
    constants: { DECOUPLED: decoupled ? 1 : 0 },
  };
}

/** One update of all parameters. */
export function adam(device: Device, operands: Adam & StoredGradients): Promise<Dispatch> {
  return updateAll(device, adamRule(operands), operands);
}
