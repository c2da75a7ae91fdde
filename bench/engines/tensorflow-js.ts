/** TensorFlow.js with its own optimizers; each step runs in `tidy`. It draws dropout noise on the CPU and uploads it. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgpu';
import { devDependencies } from '../../package.json';
import { alphaDropout } from '../../src/theory/alpha-dropout';
import { oneHot, type Problem } from '../problem';
import type { Contestant, Engine } from './engine';

type Backend = 'webgpu' | 'cpu';

/** Resolves to the library on a backend; null if the backend cannot start. */
export async function tensorflowJs(backend: Backend): Promise<Engine | null> {
  // By default small operations run on the CPU, and each waits for its operands.
  if (backend === 'webgpu') tf.env().set('WEBGPU_CPU_FORWARD', false);
  if (!(await tf.setBackend(backend))) return null;
  return {
    name: backend === 'webgpu' ? 'TensorFlow.js WebGPU' : 'TensorFlow.js CPU',
    version: devDependencies['@tensorflow/tfjs-core'],
    computesOn: backend === 'webgpu' ? 'gpu' : 'cpu',
    prepare: (problem) => prepare(backend, problem),
    multiplier: backend === 'webgpu' ? (size) => multiplier(backend, size) : undefined,
    close: () => tf.removeBackend(backend),
  };
}

async function prepare(backend: Backend, { experiment, dataset, layers }: Problem): Promise<Contestant> {
  await tf.setBackend(backend);
  const { training, lanes } = experiment;
  const { features, classes, trainingRows } = dataset;
  const { dropout, depth } = lanes[0];
  const x = tf.tensor2d(Float32Array.from(dataset.inputs), [trainingRows, features]);
  const y = tf.tensor2d(oneHot(dataset), [trainingRows, classes]);
  const parameters = layers.map(({ weight, inputs, outputs }) => ({
    weight: tf.variable(tf.tensor2d(weight, [inputs, outputs])),
    bias: tf.variable(tf.zeros<tf.Rank.R1>([outputs])),
  }));
  const optimizer =
    training.optimizer === 'adam'
      ? tf.train.adam(training.learningRate, training.beta1, training.beta2, training.epsilon)
      : tf.train.sgd(training.learningRate);
  const activate = dropout.kind === 'alpha' ? (z: tf.Tensor2D) => drop(tf.selu(z), dropout.rate) : tf.selu<tf.Tensor2D>;
  const lossOf = () => {
    let h: tf.Tensor2D = x;
    parameters.forEach(({ weight, bias }, l) => {
      const z: tf.Tensor2D = tf.add(tf.matMul(h, weight), bias);
      h = l === depth ? z : activate(z);
    });
    return tf.losses.softmaxCrossEntropy<tf.Tensor2D, tf.Scalar>(y, h);
  };
  const step = () => {
    const value = optimizer.minimize(lossOf, true);
    if (!value) throw new Error('TensorFlow.js gave no loss');
    return value;
  };
  let loss: tf.Scalar | null = null;
  const queue = (count: number) => {
    for (let i = 0; i < count; i++) {
      loss?.dispose();
      loss = tf.tidy(step);
    }
  };
  return {
    queue,
    async run(count) {
      await tf.setBackend(backend);
      queue(count);
      if (!loss) throw new RangeError('at least one step');
      const [value] = await loss.data();
      return value;
    },
    dispose() {
      optimizer.dispose();
      for (const { weight, bias } of parameters) tf.dispose([weight, bias]);
      tf.dispose([x, y]);
      loss?.dispose();
    },
  };
}

/** Dropout as in TensorFlow.js's Layers API. */
function drop(y: tf.Tensor2D, rate: number): tf.Tensor2D {
  const { scale: a, shift: b, dropped } = alphaDropout(rate);
  const keep = tf.greaterEqual(tf.randomUniform(y.shape), rate);
  return tf.where(keep, tf.add(tf.mul(y, a), b), dropped);
}

async function multiplier(backend: Backend, size: number) {
  await tf.setBackend(backend);
  const a = tf.ones<tf.Rank.R2>([size, size]);
  const b = tf.ones<tf.Rank.R2>([size, size]);
  return {
    products: 1,
    async run(rounds: number) {
      await tf.setBackend(backend);
      for (let i = 1; i < rounds; i++) tf.matMul(a, b).dispose();
      const corner = tf.tidy(() => tf.slice(tf.matMul(a, b), [0, 0], [1, 1]));
      await corner.data();
      corner.dispose();
    },
    dispose: () => tf.dispose([a, b]),
  };
}
