/** What a pair of a plain and a tuned kernel consists of, and how its operands are made. */
import type { Dispatch } from '../../../src/engine/gpu/kernel';
import type { Tensor } from '../../../src/engine/gpu/tensor';
import { plainDispatch, type PlainOperands } from '../../../src/engine/kernels/plain';
import { normals } from '../../../src/math/random-stream';
import type { Workbench } from '../workbench';

/** The shape of a layer; weights are [width, width]. The loss is that of [batch, classes] logits. */
export const KERNEL_SHAPE = { batch: 64, width: 128, classes: 10 };
export const { batch, width, classes } = KERNEL_SHAPE;
export const COUNT = batch * width;
export const WEIGHTS = width * width;

/** The dispatches of both sides, on operands with equal values. Each side has its own results. */
export interface KernelPair {
  plain: readonly Dispatch[];
  tuned: readonly Dispatch[];
  /** Results of the tuned side, and the plain side's buffers that begin with the same values. */
  results: readonly { tuned: Tensor; plain: readonly GPUBuffer[] }[];
}

/** Standard normal draws. */
export const draw = (seed: number, count: number) => Float32Array.from(normals({ seed, purpose: 'noise' }, count));

/** The same values for both sides: a tensor for the tuned kernel, and a buffer without padding for the plain one. */
export interface Twin {
  tensor: Tensor;
  plain: GPUBuffer;
}

export function twin(bench: Workbench, label: string, rows: number, columns: number, values?: Float32Array): Twin {
  const plain = values ? bench.filled(`plain ${label}`, values) : bench.empty(`plain ${label}`, rows * columns);
  return { tensor: bench.tensor(label, rows, columns, values), plain };
}

/** Two rows [2, width] for the tuned kernel, and a buffer for each row for the plain one. */
export function twoRows(bench: Workbench, label: string, first = new Float32Array(width), second = new Float32Array(width)) {
  return {
    tensor: bench.tensor(label, 2, width, [...first, ...second]),
    plain: [bench.filled(`first ${label}`, first), bench.filled(`second ${label}`, second)] as const,
  };
}

export const same = ({ tensor, plain }: { tensor: Tensor; plain: GPUBuffer | readonly [GPUBuffer, GPUBuffer] }) => ({
  tuned: tensor,
  plain: plain instanceof GPUBuffer ? [plain] : plain,
});

/** An activation of the layer: [batch, width] draws, or zeros without a seed. */
export const activations = (bench: Workbench, label: string, seed?: number) =>
  twin(bench, label, batch, width, seed === undefined ? undefined : draw(seed, COUNT));

export const plain = (bench: Workbench, kernel: string, operands: PlainOperands, invocations: readonly [number, number?]) =>
  plainDispatch(bench.device, { kernel, operands, invocations });

export const reluForward = ({ device }: Workbench, x: GPUBuffer, y: GPUBuffer) =>
  plainDispatch(device, {
    kernel: 'activations/relu',
    entryPoint: 'forward',
    operands: { x, y },
    invocations: [COUNT],
  });

export const reluBackward = ({ device }: Workbench, x: GPUBuffer, dy: GPUBuffer, dx: GPUBuffer) =>
  plainDispatch(device, {
    kernel: 'activations/relu',
    entryPoint: 'backward',
    operands: { x, dy, dx },
    invocations: [COUNT],
  });
