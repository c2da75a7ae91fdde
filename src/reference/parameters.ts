/**
 * A network's parameters as one flat vector, the way an optimizer sees them: every weight matrix first, layer by layer, then
 * every bias. Layers are views into it, so that an update of the vector is an update of the network.
 */
import type { DenseLayer } from './dense-layer';

/** Tensors by name as in snapshot.ts, in float32 or float64. */
export type NamedTensors = Record<string, { shape: readonly number[]; data: ArrayLike<number> }>;

export interface ParameterVector {
  values: Float64Array;
  /** Leading values that belong to weight matrices: those that decay. */
  decaying: number;
  /** Hidden layers first, the output layer last. */
  layers: DenseLayer[];
}

/** A vector of zeros for layers of these sizes: features, width of each hidden layer …, classes. */
export function parameterVector(sizes: readonly number[]): ParameterVector {
  const shapes = sizes.slice(1).map((fanOut, l) => ({ fanIn: sizes[l], fanOut }));
  const decaying = shapes.reduce((sum, { fanIn, fanOut }) => sum + fanIn * fanOut, 0);
  const biases = shapes.reduce((sum, { fanOut }) => sum + fanOut, 0);
  const values = new Float64Array(decaying + biases);
  let weightAt = 0;
  let biasAt = decaying;
  const layers = shapes.map(({ fanIn, fanOut }) => {
    const weight = values.subarray(weightAt, (weightAt += fanIn * fanOut));
    const bias = values.subarray(biasAt, (biasAt += fanOut));
    return { fanIn, fanOut, weight, bias };
  });
  return { values, decaying, layers };
}

/** 'hidden.0', 'hidden.1', …, 'output' */
export function layerName(layer: number, depth: number): string {
  return layer < depth ? `hidden.${layer}` : 'output';
}

/** Copies tensors into the vector's layers; throws a RangeError for one that is missing or of another shape. */
export function loadTensors(layers: readonly DenseLayer[], tensors: NamedTensors): void {
  layers.forEach(({ fanIn, fanOut, weight, bias }, l) => {
    const name = layerName(l, layers.length - 1);
    weight.set(expectTensor(tensors, `${name}.weight`, [fanIn, fanOut]));
    bias.set(expectTensor(tensors, `${name}.bias`, [fanOut]));
  });
}

function expectTensor(tensors: NamedTensors, name: string, shape: number[]): ArrayLike<number> {
  const tensor = tensors[name];
  const length = shape.reduce((product, size) => product * size, 1);
  if (tensor?.shape.join() !== shape.join() || tensor.data.length !== length) {
    throw new RangeError(`expected '${name}' of shape [${shape}], got ${tensor ? `[${tensor.shape}]` : 'none'}`);
  }
  return tensor.data;
}

/** The layers' values by name, copied. */
export function namedTensors(layers: readonly DenseLayer[]): Record<string, { shape: number[]; data: Float64Array }> {
  return Object.fromEntries(
    layers.flatMap(({ fanIn, fanOut, weight, bias }, l) => {
      const name = layerName(l, layers.length - 1);
      return [
        [`${name}.weight`, { shape: [fanIn, fanOut], data: weight.slice() }],
        [`${name}.bias`, { shape: [fanOut], data: bias.slice() }],
      ];
    }),
  );
}
