/** Records the dispatches of one hidden layer, forward and backward, for every normalisation and block. */
import { activationOf } from '../../activations/catalogue';
import type { LayerRole } from '../../experiment/architecture';
import type { CompleteRecipe } from '../../experiment/experiment';
import type { CostPart } from '../../experiment/snapshot';
import type { Device } from '../gpu/device';
import type { Dispatch } from '../gpu/kernel';
import type { Tensor } from '../gpu/tensor';
import { matmulBackwardInput } from '../kernels/matmul/backward-input';
import { matmulForward } from '../kernels/matmul/forward';
import { highway } from '../kernels/blocks/highway';
import { highwayBackward } from '../kernels/blocks/highway-backward';
import type { Skip } from '../kernels/blocks/skip';
import type { ActivationNormalization, LayerWithMoments, Normalization } from './normalization/normalization';
import type { ForwardTensors, GateTensors, HiddenTensors, LayerTensors } from './storage';

/** Consecutive dispatches that belong to one part of a step. */
export interface DispatchGroup {
  part: CostPart;
  dispatches: Dispatch[];
}

/** The resources that all layers of a lane share while they are recorded. */
export interface LayerContext {
  device: Device;
  hyper: GPUBuffer;
  state: GPUBuffer;
  recipe: CompleteRecipe;
  normalization: Normalization;
}

/** The parameters of a hidden layer, as its kernels read them. */
export interface LayerOperands {
  /** The index of the layer among the hidden layers, from 0. */
  layer: number;
  role: LayerRole;
  /** [in, width]; already normalised if the recipe normalises weights. */
  weight: Tensor;
  /** [1, width] */
  bias: Tensor;
  /** One row [width] per parameter of the normalisation; null without any. */
  norm: Tensor | null;
  /** The transform gate of a highway layer; null for other layers. */
  gate: LayerTensors | null;
}

const LINEAR = activationOf('linear');
const SIGMOID = activationOf('sigmoid');

/** A layer whose activations are normalised: the kernels of the normalisation and their operands. */
interface Normalized {
  kernels: ActivationNormalization;
  operands: LayerWithMoments;
}

/** Returns the layer's normalisation and its operands, or null if the recipe does not normalise activations. */
function normalizedLayer(
  { hyper, state, recipe, normalization }: LayerContext,
  { layer, norm }: LayerOperands,
  { z, u, moments }: ForwardTensors,
  dropout: boolean,
): Normalized | null {
  if (normalization.normalizes !== 'activations' || !norm || !moments) return null;
  const activation = activationOf(recipe.activation);
  const after = recipe.normalizationPlace === 'after-activation';
  return { kernels: normalization, operands: { hyper, state, activation, dropout, layer, after, norm, u, z, moments } };
}

/** The inputs and outputs of a layer's forward pass. */
export interface ForwardPass {
  /** [batch, in] */
  x: Tensor;
  /** [batch, width]: the input of the residual block, if this layer closes one; else null. */
  skip: Tensor | null;
  /** The tensors that the pass writes. */
  into: ForwardTensors;
  training: boolean;
  /** Running moments to normalise with instead of the batch's; null in training and if the normalisation has none. */
  running: Tensor | null;
}

/** Records the forward pass of one hidden layer into `pass.into`. Throws a ShapeError if tensors do not match. */
export async function recordForward(
  context: LayerContext,
  operands: LayerOperands,
  pass: ForwardPass,
): Promise<DispatchGroup[]> {
  const { device, hyper, state, recipe } = context;
  const { layer, gate } = operands;
  const { x, into, training } = pass;
  const dropout = training && recipe.dropout.kind !== 'none';
  const { gated } = into;
  if (!gate || !gated) return recordDenseLayer(context, operands, pass, into.h, dropout);
  const { candidate, transform, gateDelta } = gated;
  const shared = { hyper, state, layer, x };
  const [candidateGroups, transformGate, combination] = await Promise.all([
    // Dropout applies to the combined output, so the candidate is computed without it.
    recordDenseLayer(context, operands, pass, candidate, false),
    matmulForward(device, { ...shared, ...gate, activation: SIGMOID, dropout: false, z: gateDelta, h: transform }),
    highway(device, { ...shared, dropout, candidate, transform, h: into.h }),
  ]);
  return [...candidateGroups, { part: 'forward', dispatches: [transformGate, combination] }];
}

/** Records the dense layer, its normalisation and its activation. Writes the result to `h`, [batch, width]. */
async function recordDenseLayer(
  context: LayerContext,
  operands: LayerOperands,
  { x, skip, into, running }: ForwardPass,
  h: Tensor,
  dropout: boolean,
): Promise<DispatchGroup[]> {
  const { device, hyper, state, recipe } = context;
  const { layer, weight, bias } = operands;
  const { z, u } = into;
  const dense = { hyper, state, layer, x, weight, bias, h };
  const normalized = normalizedLayer(context, operands, into, dropout);
  if (!normalized) {
    const activation = activationOf(recipe.activation);
    return [{ part: 'forward', dispatches: [await matmulForward(device, { ...dense, activation, dropout, skip, z })] }];
  }
  const { kernels, operands: layerOperands } = normalized;
  const { after } = layerOperands;
  const [linear, normalization] = await Promise.all([
    // The matmul always writes h; the normalisation overwrites it.
    matmulForward(device, { ...dense, activation: LINEAR, dropout: false, skip: after ? skip : null, z: u ?? z }),
    kernels.forward(device, { ...layerOperands, skip: after ? null : skip, h, running }),
  ]);
  return [
    { part: 'forward', dispatches: [linear] },
    { part: 'normalization', dispatches: [normalization] },
  ];
}

/** The dense layer above a hidden layer: the source of the hidden layer's gradient. */
export interface LayerAbove {
  /** [batch, width of the layer above] */
  delta: Tensor;
  /** [width, width of the layer above] */
  weight: Tensor;
  /** A further gradient at the hidden layer's output, from a skip connection. */
  skip: Skip;
  /** The gate of the layer above, a second dense layer on the same input, if that layer is a highway layer; else null. */
  gate: ({ weight: Tensor } & GateTensors) | null;
}

/** The inputs and outputs of a layer's backward pass. */
export interface BackwardPass {
  /** The layer's own tensors. */
  own: HiddenTensors;
  /** [batch, in]: the layer's input. */
  x: Tensor;
  above: LayerAbove;
  /** Receives the gradients of the normalisation's parameters; null without any. */
  normGradient: Tensor | null;
  /** Whether to store ∂loss/∂h for the statistics. It is stored in any case if another kernel reads it. */
  keepGradient: boolean;
}

/**
 * Records the backward pass from the δ of the layer above to the δ of this layer. Throws a ShapeError if tensors do not match.
 */
export async function recordBackward(
  context: LayerContext,
  operands: LayerOperands,
  pass: BackwardPass,
): Promise<DispatchGroup[]> {
  const { device, hyper, state, recipe } = context;
  const { layer, gate } = operands;
  const { own, x, above, normGradient, keepGradient } = pass;
  const { z, delta, gradient, gated } = own;
  const activation = activationOf(recipe.activation);
  const dropout = recipe.dropout.kind !== 'none';
  const normalized = normalizedLayer(context, operands, own, dropout && !gated);
  // A normalisation or a gate has a backward kernel of its own, which takes ∂loss/∂h itself.
  const raw = normalized !== null || gated !== null;
  const shared = { hyper, state, activation, layerBelow: layer, zBelow: z };

  const dense: Promise<Dispatch>[] = [];
  let { delta: from, weight, skip } = above;
  // With `raw` the kernel does not write its second output, but the binding needs a buffer whose contents are not needed.
  // δ is such a buffer: it is written later.
  let unwritten = delta;
  if (above.gate) {
    // The gradient of the candidate is computed first, then the gradient of the gate is added. The sum needs a buffer: δ if it is
    // still free, else T of the layer above, which no later kernel reads.
    const { weight: gateWeight, gateDelta, transform, candidate } = above.gate;
    const candidateGradient = raw ? delta : transform;
    const outputs = { deltaBelow: candidateGradient, gradient };
    const first = { delta: from, weight, skip, ...outputs, dropout: false, keepGradient: false, raw: true };
    dense.push(matmulBackwardInput(device, { ...shared, ...first }));
    from = gateDelta;
    weight = gateWeight;
    skip = candidateGradient;
    unwritten = candidate;
  }
  dense.push(
    matmulBackwardInput(device, {
      ...shared,
      dropout,
      delta: from,
      weight,
      skip,
      raw,
      keepGradient: keepGradient && !raw,
      ...(raw ? { deltaBelow: gradient, gradient: unwritten } : { deltaBelow: delta, gradient }),
    }),
  );

  const combination: Promise<Dispatch>[] = [];
  let normalizedGradient = gradient;
  if (gate && gated) {
    const shared = { hyper, state, dropout, layer, activation, normalized: normalized !== null, gradient, x, z, delta };
    combination.push(highwayBackward(device, { ...shared, ...gated }));
    normalizedGradient = gated.transform;
  }
  const normalization: Promise<Dispatch>[] = [];
  if (normalized && normGradient) {
    const { kernels, operands: layerOperands } = normalized;
    normalization.push(kernels.backward(device, { ...layerOperands, gradient: normalizedGradient, delta, normGradient }));
  }
  const parts: [CostPart, Promise<Dispatch>[]][] = [
    ['backward', [...dense, ...combination]],
    ['normalization', normalization],
  ];
  const recorded = await Promise.all(
    parts.map(async ([part, dispatches]): Promise<DispatchGroup> => ({ part, dispatches: await Promise.all(dispatches) })),
  );
  return recorded.filter(({ dispatches }) => dispatches.length > 0);
}
