import shader from '../../../../shaders/optimizers/adam.wgsl?raw';
import type { Device } from '../../gpu/device';
import type { Dispatch } from '../../gpu/kernel';
import { LIBRARY } from '../sources';
import { updateAll, type StoredGradients, type RuleOperands, type UpdateRule } from './update-rule';

/** The operands of Adam and AdamW. */
export interface Adam extends RuleOperands {
  /** Holds the step number t. */
  state: GPUBuffer;
  /** m, as long as the parameters. */
  firstMoments: GPUBuffer;
  /** v, as long as the parameters. */
  secondMoments: GPUBuffer;
  /** Whether the weight decay acts on the parameters (AdamW) rather than on the gradient (Adam). */
  decoupled: boolean;
}

/** Returns the update rule of Adam, or of AdamW if `decoupled`. */
export function adamRule({ hyper, parameters, firstMoments, secondMoments, state, decoupled }: Adam): UpdateRule {
  return {
    label: 'adam',
    parts: [LIBRARY.numerics, LIBRARY.state, LIBRARY.hyperparameters, shader],
    bindings: ['uniform', 'write', 'write', 'write', 'read'],
    resources: [hyper, parameters, firstMoments, secondMoments, state],
    constants: { DECOUPLED: decoupled ? 1 : 0 },
  };
}

/** Records one update from stored gradients. */
export function adam(device: Device, operands: Adam & StoredGradients): Promise<Dispatch> {
  return updateAll(device, adamRule(operands), operands);
}
