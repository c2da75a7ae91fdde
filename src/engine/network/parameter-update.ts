/** Records the dispatches that compute the gradients of all parameters and take the optimizer's step. */
import { activationOf } from '../../activations/catalogue';
import type { Dispatch } from '../gpu/kernel';
import type { Tensor } from '../gpu/tensor';
import { matmulBackwardWeight, matmulUpdate } from '../kernels/matmul/backward-weight';
import { updateAll, type UpdateRule } from '../kernels/optimizers/update-rule';
import type { LayerContext } from './hidden-layer';
import type { ActivationNormalization, WeightNormalization } from './normalization/normalization';
import type { LayerTensors, NetworkStorage, ParameterTensors } from './storage';

/** `count` consecutive layers of one shape. */
interface LayerGroup {
  /** The parameters, input and δ of the first of them. */
  first: LayerTensors;
  x: Tensor;
  delta: Tensor;
  count: number;
}

/**
 * Groups layers by shape: the first layer, the output layer, all layers between them, and likewise the gates.
 *
 * @param of the layers whose tensors the groups refer to: the parameters or their gradients
 */
function layerGroups(
  { recipe }: LayerContext,
  { hidden, head }: NetworkStorage,
  of: readonly ParameterTensors[],
  batch: Tensor,
): LayerGroup[] {
  const { depth } = recipe;
  const [first] = of;
  const gateCount = of.filter(({ gate }) => gate !== null).length;
  const gates: LayerGroup[] = [];
  const gateAt = (l: number, count: number, x: Tensor) => {
    const { gate } = of[l];
    const { gated } = hidden[l];
    if (gate && gated && count > 0) gates.push({ first: gate, count, x, delta: gated.gateDelta });
  };
  if (first.gate) gateAt(0, 1, batch);
  if (depth > 1) gateAt(1, first.gate ? gateCount - 1 : gateCount, hidden[0].h);
  return [
    { first, count: 1, x: batch, delta: hidden[0].delta },
    { first: of[depth], count: 1, x: hidden[depth - 1].h, delta: head.delta },
    ...(depth > 1 ? [{ first: of[1], count: depth - 1, x: hidden[0].h, delta: hidden[1].delta }] : []),
    ...gates,
  ];
}

/**
 * Records the update of all parameters.
 *
 * @param batch the network's input, [batch, features]
 */
export async function recordUpdate(
  context: LayerContext,
  storage: NetworkStorage,
  batch: Tensor,
  rule: UpdateRule,
): Promise<Dispatch[]> {
  const { device, normalization } = context;
  if (normalization.normalizes === 'weights') return updateNormalizedWeights(context, normalization, storage, batch, rule);
  const dense = layerGroups(context, storage, storage.layers, batch).map(({ first, count, x, delta }) =>
    matmulUpdate(device, { layers: count, x, delta, ...first }, rule),
  );
  if (normalization.normalizes === 'nothing') return Promise.all(dense);
  return Promise.all([...dense, ...updateNorms(context, normalization, storage, rule)]);
}

/** Records the update of the parameters of a normalisation of activations, and of its running moments. */
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
  const runningUpdate =
    normalization.updateRunning && running
      ? [normalization.updateRunning(device, { layers, moments, running, batch: firstZ.rows })]
      : [];
  // In a highway layer, highway_backward stores the candidate's gradient in place of T and has already applied the dropout.
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
  return [...record(0, layers - highways), ...record(layers - highways, highways), update, ...runningUpdate];
}

/**
 * Records three stages: the gradients of the normalised weights, their conversion to gradients of V and γ, and the optimizer's
 * step.
 */
async function updateNormalizedWeights(
  context: LayerContext,
  normalization: WeightNormalization,
  storage: NetworkStorage,
  batch: Tensor,
  rule: UpdateRule,
): Promise<Dispatch[]> {
  const { device, recipe } = context;
  const { layers, layerGradients } = storage;
  const denseGradients = layerGroups(context, storage, layerGradients, batch).map(({ first, count, x, delta }) =>
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
    ...denseGradients,
    ...normalized,
    updateAll(device, rule, { gradients: storage.gradients.buffer, first: 0, decayed }),
  ]);
}
