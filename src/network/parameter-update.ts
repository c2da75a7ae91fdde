/** The dispatches that find the gradients of all parameters of a network and take the optimizer's step from them. */
import { activationOf } from '../activations/catalogue';
import type { Dispatch } from '../gpu/kernel';
import type { Tensor } from '../gpu/tensor';
import { batchNormRunning } from '../kernels/batch-norm-running';
import { denseBackwardWeight, denseUpdate } from '../kernels/dense-backward-weight';
import { layerNormParameters } from '../kernels/layer-norm-parameters';
import { updateAll, type UpdateRule } from '../kernels/update-rule';
import { weightNormBackward } from '../kernels/weight-norm-backward';
import type { LayerContext } from './hidden-layer';
import type { NetworkStorage } from './storage';

interface Group {
  /** The first layer of the group, and how many layers of its shape follow one another. */
  first: number;
  count: number;
  x: Tensor;
  delta: Tensor;
}

/** Layers of one shape: the first layer, the output layer, and all between. */
function groups({ recipe }: LayerContext, storage: NetworkStorage, batch: Tensor): Group[] {
  const { hidden, head } = storage;
  const { depth } = recipe;
  return [
    { first: 0, count: 1, x: batch, delta: hidden[0].delta },
    { first: depth, count: 1, x: hidden[depth - 1].h, delta: head.delta },
    ...(depth > 1 ? [{ first: 1, count: depth - 1, x: hidden[0].h, delta: hidden[1].delta }] : []),
  ];
}

/** @param batch [batch, features] */
export async function recordUpdate(
  context: LayerContext,
  storage: NetworkStorage,
  batch: Tensor,
  rule: UpdateRule,
): Promise<Dispatch[]> {
  if (context.recipe.normalization === 'weight') return updateThroughWeightNorm(context, storage, batch, rule);
  const { device } = context;
  const { layers } = storage;
  const dense = groups(context, storage, batch).map(({ first, count, x, delta }) =>
    denseUpdate(device, { layers: count, x, delta, ...layers[first] }, rule),
  );
  return Promise.all([...dense, ...updateNorms(context, storage, rule)]);
}

/** γ and β of batch or layer normalisation, and the running moments. */
function updateNorms(context: LayerContext, storage: NetworkStorage, rule: UpdateRule): Promise<Dispatch>[] {
  const { device, lane, state, recipe } = context;
  const { normalization, normalizationPlace, dropout, activation } = recipe;
  const [norm] = storage.layers.flatMap((layer) => layer.norm ?? []);
  const [{ z, u, moments, gradient }] = storage.hidden;
  if (!norm || !moments) return [];
  const [normGradient] = storage.normGradients;
  const { depth: layers } = recipe;
  const update = updateAll(device, rule, { gradients: storage.gradients.buffer, first: norm.offset, decayed: 0 });
  if (normalization === 'batch') {
    const [running] = storage.runningMoments;
    return [update, batchNormRunning(device, { layers, moments, running, batch: z.rows })];
  }
  const parameters = layerNormParameters(device, {
    lane,
    state,
    activation: activationOf(activation),
    dropout: dropout.kind !== 'none',
    layers,
    after: normalizationPlace === 'after-activation',
    u,
    z,
    moments,
    gradient,
    normGradient,
  });
  return [parameters, update];
}

/** The gradients of the weights in force are kept, turned into those of V and γ, and only then is the optimizer's step taken. */
async function updateThroughWeightNorm(
  context: LayerContext,
  storage: NetworkStorage,
  batch: Tensor,
  rule: UpdateRule,
): Promise<Dispatch[]> {
  const { device, recipe } = context;
  const { layers, layerGradients } = storage;
  const all = groups(context, storage, batch);
  const kept = all.map(({ first, count, x, delta }) => {
    const { weight, bias } = layerGradients[first];
    return denseBackwardWeight(device, { layers: count, x, delta, weightGradient: weight, biasGradient: bias });
  });
  const normalized = all
    .filter(({ first }) => first < recipe.depth)
    .flatMap(({ first, count }) => {
      const { weight, norm } = layers[first];
      const { weight: weightGradient, norm: normGradient } = layerGradients[first];
      return norm && normGradient
        ? [weightNormBackward(device, { layers: count, v: weight, norm, weightGradient, normGradient })]
        : [];
    });
  // Biases and γ stand behind the weights and do not decay.
  const decayed = layers[0].bias.offset;
  return Promise.all([
    ...kept,
    ...normalized,
    updateAll(device, rule, { gradients: storage.gradients.buffer, first: 0, decayed }),
  ]);
}
