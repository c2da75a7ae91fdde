/** The dispatches that find the gradients of all parameters of a network and take the optimizer's step from them. */
import { activationOf } from '../../activations/catalogue';
import type { Dispatch } from '../gpu/kernel';
import type { Tensor } from '../gpu/tensor';
import { matmulBackwardWeight, matmulUpdate } from '../kernels/matmul/backward-weight';
import { updateAll, type UpdateRule } from '../kernels/optimizers/update-rule';
import type { LayerContext } from './hidden-layer';
import type { ActivationNormalization, WeightNormalization } from './normalization/normalization';
import type { LayerTensors, NetworkStorage, ParameterTensors } from './storage';

interface Group {
  /** The first of some layers of one shape that follow one another, and how many they are. */
  first: LayerTensors;
  count: number;
  x: Tensor;
  delta: Tensor;
}

/** Layers of one shape: the first layer, the output layer, and all between; gates likewise. `of`: the layers whose tensors are meant. */
function groups(
  { recipe }: LayerContext,
  { hidden, head }: NetworkStorage,
  of: readonly ParameterTensors[],
  batch: Tensor,
): Group[] {
  const { depth } = recipe;
  const [first] = of;
  const gated = of.filter(({ gate }) => gate !== null).length;
  const gates: Group[] = [];
  const gateAt = (l: number, count: number, x: Tensor) => {
    const { gate } = of[l];
    const { gated: ways } = hidden[l];
    if (gate && ways && count > 0) gates.push({ first: gate, count, x, delta: ways.gateDelta });
  };
  if (first.gate) gateAt(0, 1, batch);
  if (depth > 1) gateAt(1, first.gate ? gated - 1 : gated, hidden[0].h);
  return [
    { first, count: 1, x: batch, delta: hidden[0].delta },
    { first: of[depth], count: 1, x: hidden[depth - 1].h, delta: head.delta },
    ...(depth > 1 ? [{ first: of[1], count: depth - 1, x: hidden[0].h, delta: hidden[1].delta }] : []),
    ...gates,
  ];
}

/** @param batch [batch, features] */
export async function recordUpdate(
  context: LayerContext,
  storage: NetworkStorage,
  batch: Tensor,
  rule: UpdateRule,
): Promise<Dispatch[]> {
  const { device, normalization } = context;
  if (normalization.normalizes === 'weights') return updateNormalizedWeights(context, normalization, storage, batch, rule);
  const dense = groups(context, storage, storage.layers, batch).map(({ first, count, x, delta }) =>
    matmulUpdate(device, { layers: count, x, delta, ...first }, rule),
  );
  if (normalization.normalizes === 'nothing') return Promise.all(dense);
  return Promise.all([...dense, ...updateNorms(context, normalization, storage, rule)]);
}

/** The parameters of a normalisation of activations, and its running moments. */
function updateNorms(
  context: LayerContext,
  normalization: ActivationNormalization,
  storage: NetworkStorage,
  rule: UpdateRule,
): Promise<Dispatch>[] {
  const { device, hyper, state, recipe } = context;
  const { normalizationPlace, dropout, activation } = recipe;
  const [norm] = storage.layers.flatMap((layer) => layer.norm ?? []);
  const { hidden } = storage;
  const [{ z: firstZ, moments }] = hidden;
  if (!norm || !moments) return [];
  const { depth: layers } = recipe;
  const update = updateAll(device, rule, { gradients: storage.gradients.buffer, first: norm.offset, decayed: 0 });
  const [running] = storage.runningMoments;
  const follow =
    normalization.updateRunning && running
      ? [normalization.updateRunning(device, { layers, moments, running, batch: firstZ.rows })]
      : [];
  // A highway layer keeps the gradient of its own way where its gate was, and its dropout follows the meeting of both ways.
  const highways = hidden.filter(({ gated }) => gated !== null).length;
  const record = (first: number, count: number) => {
    const { z, u, moments: ofLayer, gradient, gated } = hidden[first] ?? {};
    if (!normalization.parameterGradients || !z || !gradient || !ofLayer || count === 0) return [];
    return [
      normalization.parameterGradients(device, {
        hyper,
        state,
        activation: activationOf(activation),
        dropout: dropout.kind !== 'none' && !gated,
        layers: count,
        after: normalizationPlace === 'after-activation',
        u: u ?? null,
        z,
        moments: ofLayer,
        gradient: gated?.transform ?? gradient,
        normGradient: storage.normGradients[first],
      }),
    ];
  };
  return [...record(0, layers - highways), ...record(layers - highways, highways), update, ...follow];
}

/** Keeps the gradients of the normalised weights, turns them into those of V and γ, and then takes the optimizer's step. */
async function updateNormalizedWeights(
  context: LayerContext,
  normalization: WeightNormalization,
  storage: NetworkStorage,
  batch: Tensor,
  rule: UpdateRule,
): Promise<Dispatch[]> {
  const { device, recipe } = context;
  const { layers, layerGradients } = storage;
  const kept = groups(context, storage, layerGradients, batch).map(({ first, count, x, delta }) =>
    matmulBackwardWeight(device, { layers: count, x, delta, weightGradient: first.weight, biasGradient: first.bias }),
  );
  const normalize = (at: number, count: number) => {
    const { weight: v, norm } = layers[at];
    const { weight: weightGradient, norm: normGradient } = layerGradients[at];
    return norm && normGradient && count > 0
      ? [normalization.backward(device, { layers: count, v, norm, weightGradient, normGradient })]
      : [];
  };
  const normalized = [...normalize(0, 1), ...normalize(1, recipe.depth - 1)];
  // Biases and γ are stored after the weights and do not decay.
  const decayed = layers[0].bias.offset;
  return Promise.all([
    ...kept,
    ...normalized,
    updateAll(device, rule, { gradients: storage.gradients.buffer, first: 0, decayed }),
  ]);
}
