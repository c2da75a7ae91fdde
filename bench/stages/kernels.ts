/**
 * Every tuned kernel of a training step except the matmul, and the plain kernels that do the same work. To add a kernel is to add
 * an entry to KERNELS.
 *
 * Dropout and skip connections are off. A tuned kernel that applies the activation applies ReLU, and the plain side has ReLU's
 * plain kernel as a dispatch of its own, so the gain includes that of fusing it.
 */
import { type Workbench } from './workbench';
import { batchNormForward, batchNormGradients, runningMoments } from './kernels/batch-norm';
import { gather } from './kernels/batch';
import { highwayForward, highwayGradients } from './kernels/blocks';
import { layerNormForward, layerNormGradients, layerNormParameterGradients } from './kernels/layer-norm';
import { loss } from './kernels/loss';
import { adamUpdate, momentumUpdate, sgdUpdate } from './kernels/optimizers';
import { type KernelPair } from './kernels/pair';
import { statistics } from './kernels/statistics';
import { weightNormForward, weightNormGradients } from './kernels/weight-norm';

export interface KernelEntry {
  /** The path in shaders/. */
  kernel: string;
  /** The work that both sides do. */
  compared: string;
  record: (bench: Workbench) => Promise<KernelPair>;
}

export const KERNELS: readonly KernelEntry[] = [
  { kernel: 'batch/gather_batch', compared: 'f32 rows in the order of the dataset', record: gather },
  { kernel: 'blocks/highway', compared: 'without dropout', record: highwayForward },
  { kernel: 'blocks/highway_backward', compared: 'with ReLU', record: highwayGradients },
  { kernel: 'loss/softmax_cross_entropy', compared: 'loss and gradient', record: loss },
  { kernel: 'normalization/batch_norm', compared: 'with ReLU', record: batchNormForward },
  { kernel: 'normalization/batch_norm_backward', compared: 'with ReLU', record: batchNormGradients },
  { kernel: 'normalization/batch_norm_running', compared: 'one layer', record: runningMoments },
  { kernel: 'normalization/layer_norm', compared: 'with ReLU', record: layerNormForward },
  { kernel: 'normalization/layer_norm_backward', compared: 'with ReLU', record: layerNormGradients },
  { kernel: 'normalization/layer_norm_parameters', compared: 'one linear layer', record: layerNormParameterGradients },
  { kernel: 'normalization/weight_norm', compared: 'one layer', record: weightNormForward },
  { kernel: 'normalization/weight_norm_backward', compared: 'one layer', record: weightNormGradients },
  { kernel: 'optimizers/sgd', compared: 'from stored gradients', record: sgdUpdate },
  { kernel: 'optimizers/momentum', compared: 'from stored gradients', record: momentumUpdate },
  { kernel: 'optimizers/adam', compared: 'from stored gradients', record: adamUpdate },
  { kernel: 'statistics/layer_statistics', compared: 'one ReLU layer, with merge_statistics', record: statistics },
];
