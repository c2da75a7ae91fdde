/** Selects the update rule of an optimizer for the parameters of a network. */
import type { OptimizerName } from '../../experiment/choices';
import { adamRule } from '../kernels/optimizers/adam';
import { momentumRule } from '../kernels/optimizers/momentum';
import { sgdRule } from '../kernels/optimizers/sgd';
import type { UpdateRule } from '../kernels/optimizers/update-rule';
import type { NetworkStorage } from './storage';

/** Returns the update rule of the optimizer called `name`, bound to the parameters and moments in `storage`. */
export function optimizerRule(
  name: OptimizerName,
  { hyper, state, storage }: { hyper: GPUBuffer; state: GPUBuffer; storage: NetworkStorage },
): UpdateRule {
  const operands = { hyper, parameters: storage.parameters.buffer };
  const [first, second] = storage.optimizer;
  switch (name) {
    case 'sgd':
      return sgdRule(operands);
    case 'momentum':
    case 'nesterov':
      return momentumRule({ ...operands, velocities: first.buffer, nesterov: name === 'nesterov' });
    case 'adam':
    case 'adamw': {
      const moments = { firstMoments: first.buffer, secondMoments: second.buffer };
      return adamRule({ ...operands, ...moments, state, decoupled: name === 'adamw' });
    }
  }
}
