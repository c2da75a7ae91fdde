/** The dispatches of one hidden layer, forward and backward, for every normalisation and block. */
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

/** Dispatches that follow one another and belong to one part of a step. */
export interface Stretch {
  part: CostPart;
  dispatches: Dispatch[];
}

/** What every layer of a lane is recorded with. */
export interface LayerContext {
  device: Device;
  hyper: GPUBuffer;
  state: GPUBuffer;
  recipe: CompleteRecipe;
  normalization: Normalization;
}

/** A hidden layer as its kernels see it. */
export interface LayerOperands {
  /** Its number among the hidden layers. */
  layer: number;
  role: LayerRole;
  /** [in, width]; normalised, where the recipe normalises weights */
  weight: Tensor;
  /** [1, width] */
  bias: Tensor;
  /** A row for each parameter of the normalisation. */
  norm: Tensor | null;
  /** Of a highway layer. */
  gate: LayerTensors | null;
}

const LINEAR = activationOf('linear');
const SIGMOID = activationOf('sigmoid');

/** A layer whose activations are normalised, as the kernels of its normalisation take it. */
interface Normalized {
  kernels: ActivationNormalization;
  operands: LayerWithMoments;
}

/** Null where activations are not normalised. */
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

/** What a layer's forward pass goes through, and where to. */
export interface ForwardPass {
  /** [batch, in] */
  x: Tensor;
  /** The input of the residual block that the layer ends, [batch, width]; null elsewhere. */
  skip: Tensor | null;
  into: ForwardTensors;
  training: boolean;
  /** Running moments that take the place of the batch's; null in training, and where the normalisation has none. */
  running: Tensor | null;
}

export async function recordForward(context: LayerContext, operands: LayerOperands, pass: ForwardPass): Promise<Stretch[]> {
  const { device, hyper, state, recipe } = context;
  const { layer, gate } = operands;
  const { x, into, training } = pass;
  const dropout = training && recipe.dropout.kind !== 'none';
  const { gated } = into;
  if (!gate || !gated) return recordOwnWay(context, operands, pass, into.h, dropout);
  const { candidate, transform, gateDelta } = gated;
  const shared = { hyper, state, layer, x };
  const [own, gateway, meeting] = await Promise.all([
    // The dropout stands where the two ways meet.
    recordOwnWay(context, operands, pass, candidate, false),
    matmulForward(device, { ...shared, ...gate, activation: SIGMOID, dropout: false, z: gateDelta, h: transform }),
    highway(device, { ...shared, dropout, candidate, transform, h: into.h }),
  ]);
  return [...own, { part: 'forward', dispatches: [gateway, meeting] }];
}

/** Dense layer, normalisation and activation, into `h`. */
async function recordOwnWay(
  context: LayerContext,
  operands: LayerOperands,
  { x, skip, into, running }: ForwardPass,
  h: Tensor,
  dropout: boolean,
): Promise<Stretch[]> {
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
    // The normalisation overwrites what this leaves in h.
    matmulForward(device, { ...dense, activation: LINEAR, dropout: false, skip: after ? skip : null, z: u ?? z }),
    kernels.forward(device, { ...layerOperands, skip: after ? null : skip, h, running }),
  ]);
  return [
    { part: 'forward', dispatches: [linear] },
    { part: 'normalization', dispatches: [normalization] },
  ];
}

/** The dense layer above, as backward passes look at it. */
export interface LayerAbove {
  /** [batch, its width] */
  delta: Tensor;
  /** [width, its width] */
  weight: Tensor;
  /** What else comes back to this layer's output. */
  skip: Skip;
  /** Where the layer above is a highway: its gate, a second dense layer on the same input. */
  gate: ({ weight: Tensor } & GateTensors) | null;
}

export interface BackwardPass {
  own: HiddenTensors;
  /** What the layer itself saw, [batch, in]. */
  x: Tensor;
  above: LayerAbove;
  /** Where the gradients of the normalisation's parameters go. */
  normGradient: Tensor | null;
  /** Whether ∂loss/∂h stays behind for the statistics; where another kernel takes it on it does anyway. */
  keepGradient: boolean;
}

/** Backward from the layer above to this layer's own δ. */
export async function recordBackward(context: LayerContext, operands: LayerOperands, pass: BackwardPass): Promise<Stretch[]> {
  const { device, hyper, state, recipe } = context;
  const { layer, gate } = operands;
  const { own, x, above, normGradient, keepGradient } = pass;
  const { z, delta, gradient, gated } = own;
  const activation = activationOf(recipe.activation);
  const dropout = recipe.dropout.kind !== 'none';
  const normalized = normalizedLayer(context, operands, own, dropout && !gated);
  const raw = normalized !== null || gated !== null;
  const through = { hyper, state, activation, layerBelow: layer, zBelow: z };

  const dense: Promise<Dispatch>[] = [];
  let { delta: from, weight, skip } = above;
  // Where ∂loss/∂h goes to another kernel, δ is still free; an output that is not written has to be some room that nobody reads.
  let unwritten = delta;
  if (above.gate) {
    // The own way's part first, then the gate's upon it. Without a normalisation the gate above is of no more use.
    const { weight: gateWeight, gateDelta, transform, candidate } = above.gate;
    const room = raw ? delta : transform;
    const first = { delta: from, weight, skip, deltaBelow: room, gradient, dropout: false, keepGradient: false, raw: true };
    dense.push(matmulBackwardInput(device, { ...through, ...first }));
    from = gateDelta;
    weight = gateWeight;
    skip = room;
    unwritten = candidate;
  }
  dense.push(
    matmulBackwardInput(device, {
      ...through,
      dropout,
      delta: from,
      weight,
      skip,
      raw,
      keepGradient: keepGradient && !raw,
      ...(raw ? { deltaBelow: gradient, gradient: unwritten } : { deltaBelow: delta, gradient }),
    }),
  );

  const meeting: Promise<Dispatch>[] = [];
  let arriving = gradient;
  if (gate && gated) {
    const ways = { hyper, state, dropout, layer, activation, normalized: normalized !== null, gradient, x, z, delta };
    meeting.push(highwayBackward(device, { ...ways, ...gated }));
    arriving = gated.transform;
  }
  const normalization: Promise<Dispatch>[] = [];
  if (normalized && normGradient) {
    const { kernels, operands: layerOperands } = normalized;
    normalization.push(kernels.backward(device, { ...layerOperands, gradient: arriving, delta, normGradient }));
  }
  const stretches: [CostPart, Promise<Dispatch>[]][] = [
    ['backward', [...dense, ...meeting]],
    ['normalization', normalization],
  ];
  const recorded = await Promise.all(
    stretches.map(async ([part, dispatches]): Promise<Stretch> => ({ part, dispatches: await Promise.all(dispatches) })),
  );
  return recorded.filter(({ dispatches }) => dispatches.length > 0);
}
