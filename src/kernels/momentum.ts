import shader from '../../shaders/momentum.wgsl?raw';
import type { Device } from '../gpu/device';
import { dispatch, type Dispatch } from '../gpu/kernel';
import { optimizerShape, optimizerWorkgroups, type OptimizerOperands } from './optimizer-shape';
import { LIBRARY } from './sources';

export interface Momentum extends OptimizerOperands {
  velocities: GPUBuffer;
  nesterov: boolean;
}

/** v ← μ v + g, p ← p − rate · v (Nesterov: g + μ v in place of v). */
export function momentum(device: Device, operands: Momentum): Promise<Dispatch> {
  const { lane, parameters, gradients, velocities, nesterov } = operands;
  return dispatch(
    device,
    {
      label: 'momentum',
      parts: [LIBRARY.lane, shader, LIBRARY.elements],
      bindings: ['uniform', 'uniform', 'write', 'read', 'write'],
      constants: { NESTEROV: nesterov ? 1 : 0 },
    },
    [optimizerShape(device, operands), lane, parameters, gradients, velocities],
    optimizerWorkgroups(operands),
  );
}
