/**
 * A network's parameters as one flat vector, on which an optimizer works: the weight matrices of all layers and then of the
 * gates, the biases in the same order, then γ and β of the normalisations. Layers are views into the vector, so an update of the
 * vector updates the network.
 */
import type { LayerRole } from '../../experiment/architecture';
import { normalizationOf, type NormalizationName } from '../../normalizations/catalogue';
import type { DenseLayer } from './matmul/dense-layer';
import type { NormParameters } from './normalization/normalization';

/** Tensors by name, as in snapshot.ts, in float32 or float64. */
export type NamedTensors = Record<string, { shape: readonly number[]; data: ArrayLike<number> }>;

/** Parameters of hidden layers other than weights and biases; null if a layer has none. */
export interface LayerExtras {
  /** The transform gate of a highway layer. */
  gates: readonly (DenseLayer | null)[];
  /** γ and β; β is empty if the normalisation has none. */
  norms: readonly (NormParameters | null)[];
}

/** The flat vector and the views into it. */
export interface ParameterVector extends LayerExtras {
  values: Float64Array;
  /** The number of leading values that decay: those of the weight matrices. */
  decaying: number;
  /** Hidden layers first, the output layer last. */
  layers: DenseLayer[];
}

/** The properties that, with the layers' sizes, determine the parameters. */
export interface ParameterKinds {
  normalization: NormalizationName;
  roles: readonly LayerRole[];
}

/**
 * Returns a vector of zeros.
 *
 * @param sizes features, width of each hidden layer …, classes
 */
export function parameterVector(sizes: readonly number[], kinds?: ParameterKinds): ParameterVector {
  const shapes = sizes.slice(1).map((fanOut, l) => ({ fanIn: sizes[l], fanOut }));
  const hidden = shapes.slice(0, -1);
  const gated = hidden.map((shape, l) => (kinds?.roles[l] === 'highway' ? shape : null));
  const { parameters } = normalizationOf(kinds?.normalization ?? 'none');
  const widthOf = (parameter: 'weight' | 'bias', fanOut: number) =>
    parameters.some(({ name }) => name === parameter) ? fanOut : 0;

  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  const dense = [...shapes, ...gated.filter((shape) => shape !== null)];
  const decaying = sum(dense.map(({ fanIn, fanOut }) => fanIn * fanOut));
  const biases = sum(dense.map(({ fanOut }) => fanOut));
  const norms = sum(hidden.map(({ fanOut }) => widthOf('weight', fanOut) + widthOf('bias', fanOut)));
  const values = new Float64Array(decaying + biases + norms);

  let weightAt = 0;
  let biasAt = decaying;
  let normAt = decaying + biases;
  const takeDense = ({ fanIn, fanOut }: { fanIn: number; fanOut: number }): DenseLayer => {
    const weight = values.subarray(weightAt, (weightAt += fanIn * fanOut));
    const bias = values.subarray(biasAt, (biasAt += fanOut));
    return { fanIn, fanOut, weight, bias };
  };
  const takeNorm = (width: number) => values.subarray(normAt, (normAt += width));
  const layers = shapes.map(takeDense);
  const gates = gated.map((shape) => shape && takeDense(shape));
  const normParameters = hidden.map(({ fanOut }) =>
    parameters.length === 0 ? null : { weight: takeNorm(widthOf('weight', fanOut)), bias: takeNorm(widthOf('bias', fanOut)) },
  );
  return { values, decaying, layers, gates, norms: normParameters };
}

/** Returns the name of a layer: 'hidden.0', 'hidden.1', …, 'output'. */
export function layerName(layer: number, depth: number): string {
  return layer < depth ? `hidden.${layer}` : 'output';
}

interface NamedValues {
  name: string;
  shape: number[];
  values: Float64Array;
}

/** Returns all tensors of the layers by name, as views. */
function named(layers: readonly DenseLayer[], extras?: LayerExtras): NamedValues[] {
  const dense = (name: string, { fanIn, fanOut, weight, bias }: DenseLayer): NamedValues[] => [
    { name: `${name}.weight`, shape: [fanIn, fanOut], values: weight },
    { name: `${name}.bias`, shape: [fanOut], values: bias },
  ];
  return layers.flatMap((layer, l) => {
    const name = layerName(l, layers.length - 1);
    const gate = extras?.gates[l];
    const norm = extras?.norms[l];
    return [
      ...dense(name, layer),
      ...(gate ? dense(`${name}.gate`, gate) : []),
      ...(norm ? [{ name: `${name}.norm.weight`, shape: [norm.weight.length], values: norm.weight }] : []),
      ...(norm && norm.bias.length > 0 ? [{ name: `${name}.norm.bias`, shape: [norm.bias.length], values: norm.bias }] : []),
    ];
  });
}

/** Copies tensors into the layers. Throws a RangeError if a tensor is missing or has a wrong shape. */
export function loadTensors(layers: readonly DenseLayer[], tensors: NamedTensors, extras?: LayerExtras): void {
  for (const { name, shape, values } of named(layers, extras)) values.set(expectTensor(tensors, name, shape));
}

/** Returns the values of a tensor. Throws a RangeError if it is missing or has a wrong shape. */
export function expectTensor(tensors: NamedTensors, name: string, shape: number[]): ArrayLike<number> {
  const tensor = tensors[name];
  const length = shape.reduce((product, size) => product * size, 1);
  if (tensor?.shape.join() !== shape.join() || tensor.data.length !== length) {
    throw new RangeError(`expected '${name}' of shape [${shape}], got ${tensor ? `[${tensor.shape}]` : 'none'}`);
  }
  return tensor.data;
}

/** Returns copies of all tensors of the layers, by name. */
export function namedTensors(
  layers: readonly DenseLayer[],
  extras?: LayerExtras,
): Record<string, { shape: number[]; data: Float64Array }> {
  return Object.fromEntries(named(layers, extras).map(({ name, shape, values }) => [name, { shape, data: values.slice() }]));
}
