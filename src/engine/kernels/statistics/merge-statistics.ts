import shader from '../../../../shaders/statistics/merge_statistics.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import { SHAPES } from '../layouts';
import { LIBRARY } from '../sources';

/** The operands of merge_statistics, which merges the `blocks` parts of each of `layers` layers. */
export interface MergeStatistics {
  layers: number;
  blocks: number;
  /** [layers, blocks] of struct Statistics. */
  parts: GPUBuffer;
  /** Receives the merged statistics, [layers] of struct Statistics. */
  merged: GPUBuffer;
}

/** Records the kernel. */
export function mergeStatistics(device: Device, { layers, blocks, parts, merged }: MergeStatistics): Promise<Dispatch> {
  return dispatch(
    device,
    {
      label: 'merge_statistics',
      parts: [LIBRARY.welford, LIBRARY.statistics, shader],
      bindings: ['uniform', 'read', 'write'],
    },
    [device.uniform('merge_statistics shape', pack(SHAPES['statistics/merge_statistics'], { blocks })), parts, merged],
    [layers, 1, 1],
  );
}
