import shader from '../../shaders/adam.wgsl?raw';
import type { Device } from '../gpu/device';
import { dispatch, type Dispatch } from '../gpu/kernel';
import { optimizerShape, optimizerWorkgroups, type OptimizerOperands } from './optimizer-shape';
import { LIBRARY } from './sources';

export interface Adam extends OptimizerOperands {
  state: GPUBuffer;
  firstMoments: GPUBuffer;
  secondMoments: GPUBuffer;
  /** AdamW: the decay acts on the parameters, not on the gradient. */
  decoupled: boolean;
}

/** Adam, or AdamW where `decoupled`. */
export function adam(device: Device, operands: Adam): Promise<Dispatch> {
  const { lane, state, parameters, gradients, firstMoments, secondMoments, decoupled } = operands;
  return dispatch(
    device,
    {
      label: 'adam',
      parts: [LIBRARY.numerics, LIBRARY.state, LIBRARY.lane, shader, LIBRARY.elements],
      bindings: ['uniform', 'uniform', 'write', 'read', 'write', 'write', 'read'],
      constants: { DECOUPLED: decoupled ? 1 : 0 },
    },
    [optimizerShape(device, operands), lane, parameters, gradients, firstMoments, secondMoments, state],
    optimizerWorkgroups(operands),
  );
}
