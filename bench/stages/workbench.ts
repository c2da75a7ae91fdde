/** Tensors with normal values, a lane's hyperparameters and the kernels that only this benchmark has. */
import { activationOf } from '../../src/activations/catalogue';
import { Arena } from '../../src/engine/gpu/arena';
import type { Device } from '../../src/engine/gpu/device';
import { dispatch, type Dispatch } from '../../src/engine/gpu/kernel';
import { pad, Tensor } from '../../src/engine/gpu/tensor';
import { packHyperparameters } from '../../src/engine/kernels/hyperparameter-buffer';
import { LAYER_PARTS, LIBRARY } from '../../src/engine/kernels/sources';
import { packState } from '../../src/engine/kernels/training-state';
import { normals } from '../../src/math/random-stream';
import { alphaDropout } from '../../src/theory/alpha-dropout';
import elementwise from './elementwise.wgsl?raw';
import naive from './naive.wgsl?raw';
import vec4 from './vec4.wgsl?raw';

const GROUP = 8;
const DROPOUT_RATE = 0.1;

/** The hyperparameters of the optimizers. */
export const RATES = {
  // Large enough for a visible update, and small enough that the weights stay finite, however often they are updated.
  learningRate: 0.01,
  weightDecay: 0,
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};
/** The slope below which a unit counts as saturated, and the range of their histogram. */
export const COUNTED = { saturation: 0.05, histogram: { low: -5, binsPerUnit: 8 } };

/** z = x·W: [batch, in], [in, out], [batch, out]. */
export interface Product {
  x: Tensor;
  weight: Tensor;
  z: Tensor;
}

export class Workbench {
  readonly device: Device;
  readonly hyper: GPUBuffer;
  readonly state: GPUBuffer;
  private readonly made: { destroy(): void }[] = [];

  constructor(device: Device) {
    this.device = device;
    const numbers = packHyperparameters({
      ...activationOf('selu').parameters,
      dropout: { rate: DROPOUT_RATE, ...alphaDropout(DROPOUT_RATE) },
      ...RATES,
      ...COUNTED,
      seed: 1,
    });
    this.hyper = device.uniform('hyperparameters', numbers);
    const schedule = { firstRow: 0, rows: 1000, batch: 1, shuffle: false, seed: 1 };
    this.state = this.filled('state', packState(schedule, 0));
    this.made.push(this.hyper);
  }

  /** A buffer with these contents. */
  filled(label: string, words: Float32Array | Uint32Array): GPUBuffer {
    const buffer = this.empty(label, words.length);
    this.device.gpu.queue.writeBuffer(
      buffer,
      0,
      Uint8Array.from(new Uint8Array(words.buffer, words.byteOffset, words.byteLength)),
    );
    return buffer;
  }

  /** A buffer of `count` 32-bit zeros. */
  empty(label: string, count: number): GPUBuffer {
    const buffer = this.device.storage(label, 4 * count);
    this.made.push(buffer);
    return buffer;
  }

  /** A tensor with these row-major values in a buffer of its own; zeros by default. */
  tensor(label: string, rows: number, columns: number, values: ArrayLike<number> = new Float32Array(rows * columns)): Tensor {
    return new Tensor(label, this.filled(label, pad(values, rows, columns)), 0, rows, columns);
  }

  /** The first of `count` tensors [rows, columns] in one buffer, filled with draws from N(0, 1/rows). */
  tensors(label: string, rows: number, columns: number, count = 1): Tensor {
    const arena = new Arena(label);
    const plans = Array.from({ length: count }, (_, i) => arena.plan(`${label} ${i}`, rows, columns));
    arena.allocate(this.device);
    this.made.push(arena);
    const values = normals({ seed: 3, purpose: 'noise' }, rows * columns).map((value) => value / Math.sqrt(rows));
    for (const plan of plans) {
      const { buffer, offset } = plan();
      this.device.gpu.queue.writeBuffer(buffer, 4 * offset, pad(values, rows, columns));
    }
    return plans[0]();
  }

  naive({ x, weight, z }: Product): Promise<Dispatch> {
    const shape = new Uint32Array([x.rows, x.columns, weight.columns, x.stride, weight.stride]);
    return this.product('naive', naive, shape, { x, weight, z }, weight.columns);
  }

  vec4({ x, weight, z }: Product): Promise<Dispatch> {
    const shape = new Uint32Array([x.rows, x.quads, weight.quads]);
    return this.product('vec4', vec4, shape, { x, weight, z }, weight.quads);
  }

  private product(label: string, part: string, shape: Uint32Array, { x, weight, z }: Product, across: number) {
    return dispatch(
      this.device,
      { label, parts: [part], bindings: ['uniform', 'read', 'read', 'write'] },
      [this.device.uniform(label, shape), x.binding, weight.binding, z.binding],
      [Math.ceil(across / GROUP), Math.ceil(x.rows / GROUP), 1],
    );
  }

  /** Records bias, activation and dropout as separate dispatches. */
  elementwise(bias: Tensor, z: Tensor, h: Tensor): Promise<Dispatch[]> {
    const { device, hyper, state } = this;
    const shape = device.uniform('elementwise', new Uint32Array([z.rows, z.columns, z.quads]));
    return Promise.all(
      [0, 1, 2].map((OPERATION) =>
        dispatch(
          device,
          {
            label: 'elementwise',
            parts: [...LAYER_PARTS, activationOf('selu').shader, LIBRARY.activated, elementwise],
            bindings: ['uniform', 'uniform', 'read', 'read', 'write', 'write'],
            constants: { OPERATION },
          },
          [shape, hyper, state, bias.binding, z.binding, h.binding],
          [Math.ceil(z.quads / GROUP), Math.ceil(z.rows / GROUP), 1],
        ),
      ),
    );
  }

  destroy(): void {
    for (const thing of this.made) thing.destroy();
  }
}
