/** Which kernel an optimizer's name stands for, over all parameters of a network at once. */
import type { OptimizerName } from '../experiment/experiment';
import type { Device } from '../gpu/device';
import type { Dispatch } from '../gpu/kernel';
import { adam } from '../kernels/adam';
import { momentum } from '../kernels/momentum';
import { sgd } from '../kernels/sgd';
import type { NetworkStorage } from './storage';

export function optimizerUpdate(
  device: Device,
  name: OptimizerName,
  { lane, state, storage }: { lane: GPUBuffer; state: GPUBuffer; storage: NetworkStorage },
): Promise<Dispatch> {
  const operands = {
    lane,
    parameters: storage.parameters.buffer,
    gradients: storage.gradients.buffer,
    decayed: storage.weightFloats,
  };
  const [first, second] = storage.optimizer;
  switch (name) {
    case 'sgd':
      return sgd(device, operands);
    case 'momentum':
    case 'nesterov':
      return momentum(device, { ...operands, velocities: first.buffer, nesterov: name === 'nesterov' });
    case 'adam':
    case 'adamw': {
      const moments = { firstMoments: first.buffer, secondMoments: second.buffer };
      return adam(device, { ...operands, ...moments, state, decoupled: name === 'adamw' });
    }
  }
}
