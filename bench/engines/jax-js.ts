/**
 * jax-js, with a whole training step under one `jit`. A function consumes the arrays that it takes; `.ref` keeps an array for
 * another use.
 */
import { defaultDevice, init, jit, nn, numpy as np, random, valueAndGrad, type JsTree } from '@jax-js/jax';
import { devDependencies } from '../../package.json';
import type { CompleteExperiment } from '../../src/experiment/experiment';
import { alphaDropout, type DropoutAffine } from '../../src/theory/alpha-dropout';
import { oneHot, type Problem } from '../problem';
import type { Contestant, Engine } from './engine';

type JaxDevice = 'webgpu' | 'wasm';
type Layer = { weight: np.Array; bias: np.Array };
/** Adam's moments of every layer, and β₁ᵗ and β₂ᵗ. Empty for SGD. */
type Moments = { first: Layer[]; second: Layer[]; decays: np.Array[] };
type State = { layers: Layer[]; moments: Moments; key: np.Array };

/** Resolves to the library on a device; null if it finds no such device. */
export async function jaxJs(device: JaxDevice): Promise<Engine | null> {
  const available = await init(device);
  if (!available.includes(device)) return null;
  return {
    name: device === 'webgpu' ? 'jax-js WebGPU' : 'jax-js Wasm',
    version: devDependencies['@jax-js/jax'],
    computesOn: device === 'webgpu' ? 'gpu' : 'cpu',
    prepare: async (problem) => prepare(device, problem),
    multiplier: device === 'webgpu' ? async (size) => multiplier(device, size) : undefined,
    // The library cannot release its device.
    close() {},
  };
}

function prepare(device: JaxDevice, { experiment, dataset, layers }: Problem): Contestant {
  defaultDevice(device);
  const { features, classes, trainingRows } = dataset;
  const array = (values: Float32Array, shape: number[]) => np.array(values, { shape, device });
  const x = array(Float32Array.from(dataset.inputs), [trainingRows, features]);
  const y = array(oneHot(dataset), [trainingRows, classes]);
  const parameters = layers.map(({ weight, inputs, outputs }) => ({
    weight: array(weight, [inputs, outputs]),
    bias: array(new Float32Array(outputs), [outputs]),
  }));
  const zeros = () =>
    layers.map(({ inputs, outputs }) => ({
      weight: np.zeros([inputs, outputs], { device }),
      bias: np.zeros([outputs], { device }),
    }));
  const adam = experiment.training.optimizer === 'adam';
  let state: State = {
    layers: parameters,
    moments: adam
      ? { first: zeros(), second: zeros(), decays: [np.array(1, { device }), np.array(1, { device })] }
      : { first: [], second: [], decays: [] },
    key: random.key(1),
  };
  const step = jit(trainingStep(experiment, trainingRows));
  let loss: np.Array | null = null;
  const queue = (count: number) => {
    defaultDevice(device);
    for (let i = 0; i < count; i++) {
      loss?.dispose();
      [loss, state] = step(state, x.ref, y.ref);
    }
  };
  return {
    queue,
    async run(count) {
      queue(count);
      if (!loss) throw new RangeError('at least one step');
      const value: unknown = await loss.ref.jsAsync();
      return Number(value);
    },
    dispose() {
      loss?.dispose();
      disposeAll(state);
      x.dispose();
      y.dispose();
      step.dispose();
    },
  };
}

function disposeAll(tree: JsTree<np.Array>): void {
  if (tree instanceof np.Array) tree.dispose();
  else for (const branch of Object.values(tree)) disposeAll(branch);
}

/** (state, x [batch, features], y [batch, classes]) → [mean loss, state] */
function trainingStep({ training, lanes }: CompleteExperiment, batch: number) {
  const { dropout, depth, width } = lanes[0];
  const masks = dropout.kind === 'alpha' ? alphaDropout(dropout.rate) : null;
  const loss = (layers: Layer[], x: np.Array, y: np.Array, kept: np.Array[]) => {
    let h = x;
    layers.forEach(({ weight, bias }, l) => {
      const z = np.matmul(h, weight).add(bias);
      if (l === depth) h = z;
      else h = masks ? drop(nn.selu(z), kept[l], masks) : nn.selu(z);
    });
    return np.sum(nn.logSoftmax(h).mul(y)).mul(-1 / batch);
  };
  const update = training.optimizer === 'adam' ? adamUpdate(training) : sgdUpdate(training);
  return ({ layers, moments, key }: State, x: np.Array, y: np.Array): [np.Array, State] => {
    // One draw for all layers: a key per layer would cost jax-js two more dispatches each.
    const [nextKey, drawKey] = masks ? random.split(key) : [key];
    const kept = masks ? [...random.bernoulli(drawKey, 1 - dropout.rate, [depth, batch, width])] : [];
    const [value, gradients] = valueAndGrad(loss)(
      layers.map(({ weight, bias }) => ({ weight: weight.ref, bias: bias.ref })),
      x,
      y,
      kept,
    );
    return [value, { ...update(layers, gradients, moments), key: nextKey }];
  };
}

function drop(y: np.Array, keep: np.Array, { scale, shift, dropped }: DropoutAffine): np.Array {
  return np.where(keep, y.mul(scale).add(shift), dropped);
}

type Update = (layers: Layer[], gradients: Layer[], moments: Moments) => Omit<State, 'key'>;

function sgdUpdate({ learningRate }: CompleteExperiment['training']): Update {
  return (layers, gradients, moments) => ({
    layers: layers.map(({ weight, bias }, l) => ({
      weight: weight.sub(gradients[l].weight.mul(learningRate)),
      bias: bias.sub(gradients[l].bias.mul(learningRate)),
    })),
    moments,
  });
}

function adamUpdate({ learningRate, beta1, beta2, epsilon }: CompleteExperiment['training']): Update {
  return (layers, gradients, { first, second, decays: [decay1, decay2] }) => {
    const next1 = decay1.mul(beta1);
    const next2 = decay2.mul(beta2);
    const correction1 = np.subtract(1, next1.ref);
    const correction2 = np.subtract(1, next2.ref);
    const one = (value: np.Array, gradient: np.Array, m: np.Array, v: np.Array) => {
      const newM = m.mul(beta1).add(gradient.ref.mul(1 - beta1));
      const newV = v.mul(beta2).add(np.square(gradient).mul(1 - beta2));
      const root = np.sqrt(newV.ref.div(correction2.ref)).add(epsilon);
      return [value.sub(newM.ref.div(correction1.ref).div(root).mul(learningRate)), newM, newV];
    };
    const updated = layers.map((layer, l) => {
      const [weight, firstWeight, secondWeight] = one(layer.weight, gradients[l].weight, first[l].weight, second[l].weight);
      const [bias, firstBias, secondBias] = one(layer.bias, gradients[l].bias, first[l].bias, second[l].bias);
      return {
        layer: { weight, bias },
        first: { weight: firstWeight, bias: firstBias },
        second: { weight: secondWeight, bias: secondBias },
      };
    });
    correction1.dispose();
    correction2.dispose();
    return {
      layers: updated.map(({ layer }) => layer),
      moments: {
        first: updated.map((each) => each.first),
        second: updated.map((each) => each.second),
        decays: [next1, next2],
      },
    };
  };
}

function multiplier(device: JaxDevice, size: number) {
  defaultDevice(device);
  const a = np.ones([size, size], { device });
  const b = np.ones([size, size], { device });
  const product = jit((left: np.Array, right: np.Array) => np.matmul(left, right));
  return {
    products: 1,
    async run(rounds: number) {
      for (let i = 1; i < rounds; i++) product(a.ref, b.ref).dispose();
      const last = product(a.ref, b.ref);
      await last.blockUntilReady();
      last.dispose();
    },
    dispose() {
      a.dispose();
      b.dispose();
      product.dispose();
    },
  };
}
