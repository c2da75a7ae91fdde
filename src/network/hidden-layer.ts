/** The dispatches of one hidden layer, forward and backward, for every normalisation. */
import { activationOf } from '../activations/catalogue';
import type { CompleteRecipe } from '../experiment/experiment';
import type { CostPart } from '../experiment/snapshot';
import type { Device } from '../gpu/device';
import type { Dispatch } from '../gpu/kernel';
import type { Tensor } from '../gpu/tensor';
import { batchNorm, type NormalizedLayer } from '../kernels/batch-norm';
import { batchNormBackward } from '../kernels/batch-norm-backward';
import { denseBackwardInput } from '../kernels/dense-backward-input';
import { denseForward } from '../kernels/dense-forward';
import { layerNorm } from '../kernels/layer-norm';
import { layerNormBackward } from '../kernels/layer-norm-backward';
import type { ForwardTensors, HiddenTensors } from './storage';

/** Dispatches that follow one another and belong to one part of a step. */
export interface Stretch {
  part: CostPart;
  dispatches: Dispatch[];
}

/** What every layer of a lane is recorded with. */
export interface LayerContext {
  device: Device;
  lane: GPUBuffer;
  state: GPUBuffer;
  recipe: CompleteRecipe;
}

/** A hidden layer's parameters as the kernels take them. */
export interface LayerOperands {
  /** Its number among the hidden layers. */
  layer: number;
  /** [in, width]; after weight normalisation, where there is one */
  weight: Tensor;
  /** [1, width] */
  bias: Tensor;
  /** [2, width]: γ and β of batch and layer normalisation. */
  norm: Tensor | null;
}

const LINEAR = activationOf('linear');

/** What normalisations need to know of a layer; null where it has none by moments. */
function normalizedLayer(
  { lane, state, recipe }: LayerContext,
  { layer, norm }: LayerOperands,
  { z, u, moments }: ForwardTensors,
  training: boolean,
): (NormalizedLayer & { moments: Tensor }) | null {
  if (!norm || !moments) return null;
  return {
    lane,
    state,
    activation: activationOf(recipe.activation),
    dropout: training && recipe.dropout.kind !== 'none',
    layer,
    after: recipe.normalizationPlace === 'after-activation',
    norm,
    u,
    z,
    moments,
  };
}

/**
 * Forward from x [batch, in] into the tensors given. `running`: the moments that batch normalisation takes in evaluation; in
 * training null.
 */
export async function recordForward(
  context: LayerContext,
  operands: LayerOperands,
  x: Tensor,
  into: ForwardTensors,
  training: boolean,
  running: Tensor | null,
): Promise<Stretch[]> {
  const { device, lane, state, recipe } = context;
  const { layer, weight, bias } = operands;
  const { z, h, u } = into;
  const dense = { lane, state, layer, x, weight, bias, h };
  const normalized = normalizedLayer(context, operands, into, training);
  if (!normalized) {
    const activation = activationOf(recipe.activation);
    const dropout = training && recipe.dropout.kind !== 'none';
    return [{ part: 'forward', dispatches: [await denseForward(device, { ...dense, activation, dropout, z })] }];
  }
  const [linear, normalization] = await Promise.all([
    // What this leaves in h is no more than room that the normalisation fills.
    denseForward(device, { ...dense, activation: LINEAR, dropout: false, z: u ?? z }),
    recipe.normalization === 'batch'
      ? batchNorm(device, { ...normalized, h, moments: running ?? normalized.moments, evaluate: running !== null })
      : layerNorm(device, { ...normalized, h }),
  ]);
  return [
    { part: 'forward', dispatches: [linear] },
    { part: 'normalization', dispatches: [normalization] },
  ];
}

/** The layer above, as backward passes look at it. */
export interface LayerAbove {
  /** [batch, its width] */
  delta: Tensor;
  /** [width, its width] */
  weight: Tensor;
}

/**
 * Backward from the layer above to this layer's own δ. `normGradient`: where dγ and dβ of batch normalisation go.
 * `keepGradient`: whether ∂loss/∂h stays behind for the statistics; where something is normalised it does anyway.
 */
export async function recordBackward(
  context: LayerContext,
  operands: LayerOperands,
  own: HiddenTensors,
  above: LayerAbove,
  normGradient: Tensor | null,
  keepGradient: boolean,
): Promise<Stretch[]> {
  const { device, lane, state, recipe } = context;
  const { layer } = operands;
  const { z, delta, gradient } = own;
  const through = { lane, state, layerBelow: layer, delta: above.delta, weight: above.weight, zBelow: z };
  const normalized = normalizedLayer(context, operands, own, true);
  if (!normalized) {
    const activation = activationOf(recipe.activation);
    const dropout = recipe.dropout.kind !== 'none';
    const recorded = await denseBackwardInput(device, {
      ...through,
      activation,
      dropout,
      deltaBelow: delta,
      gradient,
      keepGradient,
    });
    return [{ part: 'backward', dispatches: [recorded] }];
  }
  const operandsOfNorm = { ...normalized, gradient, delta };
  const [linear, normalization] = await Promise.all([
    // Of a linear layer without dropout δ is ∂loss/∂h; the kernel's other output is not written.
    denseBackwardInput(device, {
      ...through,
      activation: LINEAR,
      dropout: false,
      deltaBelow: gradient,
      gradient: delta,
      keepGradient: false,
    }),
    recipe.normalization === 'batch' && normGradient
      ? batchNormBackward(device, { ...operandsOfNorm, normGradient })
      : layerNormBackward(device, operandsOfNorm),
  ]);
  return [
    { part: 'backward', dispatches: [linear] },
    { part: 'normalization', dispatches: [normalization] },
  ];
}
