/** Which formula an optimizer's name stands for, over the parameters of a network. */
import type { OptimizerName } from '../experiment/experiment';
import { adamRule } from '../kernels/adam';
import { momentumRule } from '../kernels/momentum';
import { sgdRule } from '../kernels/sgd';
import type { UpdateRule } from '../kernels/update-rule';
import type { NetworkStorage } from './storage';

export function optimizerRule(
  name: OptimizerName,
  { lane, state, storage }: { lane: GPUBuffer; state: GPUBuffer; storage: NetworkStorage },
): UpdateRule {
  const operands = { lane, parameters: storage.parameters.buffer };
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
