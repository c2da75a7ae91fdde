import shader from '../../shaders/sgd.wgsl?raw';
import type { Device } from '../gpu/device';
import { dispatch, type Dispatch } from '../gpu/kernel';
import { optimizerShape, optimizerWorkgroups, type OptimizerOperands } from './optimizer-shape';
import { LIBRARY } from './sources';

/** p ← p − rate · (g + decay · p). */
export function sgd(device: Device, operands: OptimizerOperands): Promise<Dispatch> {
  const { lane, parameters, gradients } = operands;
  return dispatch(
    device,
    {
      label: 'sgd',
      parts: [LIBRARY.lane, shader, LIBRARY.elements],
      bindings: ['uniform', 'uniform', 'write', 'read'],
    },
    [optimizerShape(device, operands), lane, parameters, gradients],
    optimizerWorkgroups(operands),
  );
}
