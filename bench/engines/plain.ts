/**
 * The naive contestant: the same network, trained with only the plain kernels of shaders/plain, one dispatch for each operation
 * and each tensor. The ratio of its time to the Playground's is the gain of the tuned kernels.
 */
import { requestDevice, type Device } from '../../src/engine/gpu/device';
import { Plan, submit } from '../../src/engine/gpu/plan';
import { plainDispatch, type PlainCall, type PlainOperands } from '../../src/engine/kernels/plain';
import { requireConstants } from '../../src/predictions/resolved-constants';
import { alphaDropout } from '../../src/theory/alpha-dropout';
import type { Problem } from '../problem';
import type { Contestant, Engine } from './engine';

/** Steps that are queued before the host waits for them. */
const MOST_QUEUED = 16;

export async function plainKernels(): Promise<Engine> {
  const device = await requestDevice();
  const errors: Error[] = [];
  device.onError = (error) => errors.push(error);
  return {
    name: 'Plain kernels',
    version: '',
    computesOn: 'gpu',
    async prepare(problem) {
      const contestant = await prepare(device, problem);
      return {
        ...contestant,
        async run(count) {
          const loss = await contestant.run(count);
          if (errors.length > 0) throw errors[0];
          return loss;
        },
      };
    },
    close: () => device.destroy(),
  };
}

async function prepare(device: Device, problem: Problem): Promise<Contestant> {
  const { batchSize, beta1, beta2 } = problem.experiment.training;
  const memory = new Memory(device);
  const progress = {
    step: device.uniform('step', new Uint32Array(1)),
    corrections: device.uniform('corrections', new Uint32Array(2)),
  };
  const losses = memory.empty(batchSize);
  const calls = stepCalls(problem, memory, progress, losses);
  const plan = new Plan('plain step', await Promise.all(calls.map((call) => plainDispatch(device, call))));

  const { queue: gpuQueue } = device.gpu;
  let steps = 0;
  const queue = (count: number) => {
    for (let i = 0; i < count; i++) {
      gpuQueue.writeBuffer(progress.step, 0, Uint32Array.of(steps));
      steps++;
      gpuQueue.writeBuffer(progress.corrections, 0, Float32Array.of(1 - beta1 ** steps, 1 - beta2 ** steps));
      submit(device.gpu, plan);
    }
  };
  return {
    queue,
    async run(count) {
      for (let left = count; left > 0; left -= MOST_QUEUED) {
        queue(Math.min(left, MOST_QUEUED));
        if (left > MOST_QUEUED) await gpuQueue.onSubmittedWorkDone();
      }
      const values = new Float32Array(await device.read(losses));
      return values.reduce((sum, loss) => sum + loss, 0) / batchSize;
    },
    dispose: () => memory.destroy(),
  };
}

/** The buffers of one contestant: one for each tensor, without padding. */
class Memory {
  private readonly device: Device;
  private readonly buffers: GPUBuffer[] = [];

  constructor(device: Device) {
    this.device = device;
  }

  /** Zeros. */
  empty(count: number): GPUBuffer {
    const buffer = this.device.storage('plain tensor', 4 * count);
    this.buffers.push(buffer);
    return buffer;
  }

  filled(values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): GPUBuffer {
    const buffer = this.empty(values.length);
    this.device.gpu.queue.writeBuffer(buffer, 0, values);
    return buffer;
  }

  destroy(): void {
    for (const buffer of this.buffers) buffer.destroy();
  }
}

/** The values that change from step to step. */
interface Progress {
  /** From 0. */
  step: GPUBuffer;
  /** 1 − β₁ᵗ and 1 − β₂ᵗ. */
  corrections: GPUBuffer;
}

/** One layer's tensors; only hidden layers use y, h and keep. Without dropout h is y and dh is dy. */
interface Layer {
  inputs: number;
  outputs: number;
  x: GPUBuffer;
  z: GPUBuffer;
  y: GPUBuffer;
  h: GPUBuffer;
  keep: GPUBuffer;
  dz: GPUBuffer;
  dy: GPUBuffer;
  dh: GPUBuffer;
  weight: GPUBuffer;
  bias: GPUBuffer;
  weightGradient: GPUBuffer;
  biasGradient: GPUBuffer;
}

/** The calls of one step in order: forward, loss, backward, update. */
function stepCalls(problem: Problem, memory: Memory, progress: Progress, losses: GPUBuffer): PlainCall[] {
  const { case: each, experiment, dataset } = problem;
  const { batch, classes, dropout } = each;
  const layers = layersOf(problem, memory);
  const hidden = layers.slice(0, -1);
  const output = layers[layers.length - 1];
  const labels = memory.filled(Uint32Array.from(dataset.labels));
  const { alpha, lambda } = requireConstants(experiment.lanes[0]);
  const constants = { alpha, lambda };
  const { scale: a, shift: b } = alphaDropout(dropout, { mean: 0, variance: 1 }, constants);
  const coefficients = { a, b, alpha_prime: -lambda * alpha };
  const threshold = Math.floor(dropout * 2 ** 32);
  const { seed } = experiment.training;

  const flat = (kernel: string, entryPoint: string, width: number, operands: PlainOperands): PlainCall => ({
    kernel,
    entryPoint,
    operands,
    invocations: [batch * width],
  });
  const product = ({ x, weight, bias, z, inputs, outputs }: Layer): PlainCall => ({
    kernel: 'matmul/forward',
    operands: { shape: { batch, inputs, outputs }, x, weight, bias, z },
    invocations: [outputs, batch],
  });
  const forward = hidden.flatMap((layer, l) => {
    const { z, y, h, keep, outputs } = layer;
    const calls = [product(layer), flat('activations/selu', 'forward', outputs, { constants, x: z, y })];
    if (dropout === 0) return calls;
    const draw = { seed, layer: l, threshold };
    calls.push(flat('dropout/keep_mask', 'main', outputs, { draw, step: progress.step, keep }));
    calls.push(flat('dropout/alpha_dropout', 'forward', outputs, { coefficients, keep, y, h }));
    return calls;
  });
  const loss: PlainCall = {
    kernel: 'loss/softmax_cross_entropy',
    operands: { shape: { batch, classes }, logits: output.z, labels, losses, dz: output.dz },
    invocations: [batch],
  };
  const backward = layers.map((layer, l) => {
    const { x, dz, weight, weightGradient, biasGradient, inputs, outputs } = layer;
    const shape = { batch, inputs, outputs };
    const calls: PlainCall[] = [
      {
        kernel: 'matmul/backward_weight',
        operands: { shape, x, dz, weight_gradient: weightGradient, bias_gradient: biasGradient },
        invocations: [outputs, inputs],
      },
    ];
    // The first layer's input needs no gradient.
    if (l === 0) return calls;
    const below = layers[l - 1];
    calls.push({
      kernel: 'matmul/backward_input',
      operands: { shape, dz, weight, dx: below.dh },
      invocations: [inputs, batch],
    });
    if (dropout > 0) {
      const { keep, dh, dy } = below;
      calls.push(flat('dropout/alpha_dropout', 'backward', inputs, { coefficients, keep, dh, dy }));
    }
    calls.push(flat('activations/selu', 'backward', inputs, { constants, x: below.z, dy: below.dy, dx: below.dz }));
    return calls;
  });
  return [...forward, product(output), loss, ...backward.toReversed().flat(), ...updates(problem, memory, progress, layers)];
}

function layersOf({ case: { batch, dropout }, dataset, layers }: Problem, memory: Memory): Layer[] {
  let x = memory.filled(Float32Array.from(dataset.inputs));
  return layers.map(({ weight, inputs, outputs }) => {
    const count = batch * outputs;
    const [y, dy] = [memory.empty(count), memory.empty(count)];
    const layer = {
      inputs,
      outputs,
      x,
      z: memory.empty(count),
      y,
      h: dropout > 0 ? memory.empty(count) : y,
      keep: memory.empty(count),
      dz: memory.empty(count),
      dy,
      dh: dropout > 0 ? memory.empty(count) : dy,
      weight: memory.filled(Float32Array.from(weight)),
      bias: memory.empty(outputs),
      weightGradient: memory.empty(inputs * outputs),
      biasGradient: memory.empty(outputs),
    };
    x = layer.h;
    return layer;
  });
}

/** One update of every tensor of parameters. */
function updates({ experiment }: Problem, memory: Memory, { corrections }: Progress, layers: readonly Layer[]): PlainCall[] {
  const { optimizer, learningRate, beta1, beta2, epsilon } = experiment.training;
  const rates = { learning_rate: learningRate, weight_decay: 0 };
  const tensors = layers.flatMap(({ inputs, outputs, weight, bias, weightGradient, biasGradient }) => [
    { parameters: weight, gradients: weightGradient, count: inputs * outputs },
    { parameters: bias, gradients: biasGradient, count: outputs },
  ]);
  return tensors.map(({ count, ...tensor }): PlainCall => {
    if (optimizer === 'sgd') {
      return { kernel: 'optimizers/sgd', operands: { rates, ...tensor }, invocations: [count] };
    }
    const moments = { first_moments: memory.empty(count), second_moments: memory.empty(count) };
    const ofAdam = { ...rates, beta1, beta2, epsilon, decoupled: 0 };
    return {
      kernel: 'optimizers/adam',
      operands: { rates: ofAdam, corrections, ...tensor, ...moments },
      invocations: [count],
    };
  });
}
