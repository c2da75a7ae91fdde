/** Initialises, reads and writes the tensors of a network by name. */
import type { CompleteRecipe } from '../../experiment/experiment';
import { hiddenDraw } from '../../experiment/realization';
import type { Tensors } from '../../experiment/snapshot';
import type { Device } from '../gpu/device';
import type { NormalizationTensor } from '../../normalizations/record';
import { ShapeError } from '../gpu/errors';
import { pad, unpad, type Tensor } from '../gpu/tensor';
import { initialWeights } from './initializers';
import { GATE_BIAS } from '../../experiment/architecture';
import type { LayerTensors, NetworkStorage } from './storage';

/** A tensor or one row of a tensor under a name. A tensor [2, width] on the GPU holds two named tensors [width]. */
interface Named {
  name: string;
  shape: number[];
  tensor: Tensor;
  /** Undefined if the name refers to the whole tensor. */
  row?: number;
  /** Whether negative values are invalid, as for a variance. */
  nonNegative?: boolean;
}

/** Returns all named tensors: 'hidden.0.weight', 'hidden.0.bias', 'hidden.0.norm.weight', …, 'output.weight', 'output.bias'. */
function namedTensors({ layers, runningMoments, normalization }: NetworkStorage): Named[] {
  return layers.flatMap(({ weight, bias, norm, gate }, l): Named[] => {
    const rows = (tensor: Tensor | null | undefined, named: readonly NormalizationTensor[]): Named[] => {
      if (!tensor) return [];
      const shape = [tensor.columns];
      return named.map(({ name, nonNegative }, row) => ({ name: `hidden.${l}.norm.${name}`, shape, tensor, row, nonNegative }));
    };
    const dense = (layer: LayerTensors): Named[] => [
      { name: layer.weight.label, shape: [layer.weight.rows, layer.weight.columns], tensor: layer.weight },
      { name: layer.bias.label, shape: [layer.bias.columns], tensor: layer.bias },
    ];
    return [
      ...dense({ weight, bias }),
      ...(gate ? dense(gate) : []),
      ...rows(norm, normalization.parameters),
      ...rows(runningMoments[l], normalization.running),
    ];
  });
}

/** Writes the initial weights of the recipe's initialiser and the initial values that the normalisation's record declares. */
export function initializeTensors(
  device: Device,
  { layers, runningMoments, normalization }: NetworkStorage,
  recipe: CompleteRecipe,
  seed: number,
): void {
  const hidden = hiddenDraw(recipe);
  layers.forEach((values, l) => {
    const { rows, columns } = values.weight;
    const { weight, bias } = initialWeights(l < recipe.depth ? hidden : recipe, l, rows, columns, seed);
    write(device, values.weight, weight);
    write(device, values.bias, bias);
    if (values.gate) {
      // Gates use the random streams after those of the layers.
      const { weight: gateWeight } = initialWeights(recipe, layers.length + l, rows, columns, seed);
      write(device, values.gate.weight, gateWeight);
      write(device, values.gate.bias, new Float32Array(columns).fill(GATE_BIAS));
    }
    const running = runningMoments[l];
    if (values.norm) writeRows(device, values.norm, normalization.parameters, weight);
    if (running) writeRows(device, running, normalization.running, weight);
  });
}

/** Writes the initial values of each tensor in `tensors` to one row of `into`. */
function writeRows(device: Device, into: Tensor, tensors: readonly NormalizationTensor[], weight: Float32Array): void {
  tensors.forEach(({ initial }, row) => writeRow(device, into, row, initial(weight, into.columns)));
}

/** Returns all named tensors, after all submitted work has finished. */
export async function readTensors(device: Device, storage: NetworkStorage): Promise<Tensors> {
  const named = namedTensors(storage);
  const buffers = new Map<GPUBuffer, Float32Array>();
  for (const buffer of new Set(named.map(({ tensor }) => tensor.buffer))) {
    buffers.set(buffer, new Float32Array(await device.read(buffer)));
  }
  return Object.fromEntries(
    named.map(({ name, shape, tensor, row }) => {
      const { rows, columns, offset, buffer } = tensor;
      const values = unpad(buffers.get(buffer) ?? new Float32Array(), rows, columns, offset);
      return [name, { shape, data: row === undefined ? values : values.slice(row * columns, (row + 1) * columns) }];
    }),
  );
}

/**
 * Writes all named tensors. Throws a ShapeError before it writes anything if a name is missing or unknown, a shape is wrong, a
 * value is not finite or a variance is negative.
 */
export function writeTensors(device: Device, storage: NetworkStorage, tensors: Tensors): void {
  const named = namedTensors(storage);
  const unknown = Object.keys(tensors).find((name) => !named.some((tensor) => tensor.name === name));
  if (unknown !== undefined) {
    throw new ShapeError(`no tensor is called '${unknown}'; this network has ${named.map(({ name }) => name).join(', ')}`);
  }
  for (const each of named) check(each, tensors[each.name]);
  for (const { name, tensor, row } of named) {
    if (row === undefined) write(device, tensor, tensors[name].data);
    else writeRow(device, tensor, row, tensors[name].data);
  }
}

function check({ name, shape, nonNegative }: Named, given: Tensors[string] | undefined): void {
  if (!given) throw new ShapeError(`the tensor '${name}' [${shape.join(', ')}] is missing`);
  if (given.shape.join() !== shape.join() || given.data.length !== shape.reduce((a, b) => a * b)) {
    const got = `[${given.shape.join(', ')}] with ${given.data.length} values`;
    throw new ShapeError(`'${name}' is ${got}; expected [${shape.join(', ')}]`);
  }
  const at = given.data.findIndex((value) => !Number.isFinite(value) || (nonNegative === true && value < 0));
  if (at < 0) return;
  const rule = nonNegative ? 'finite and at least 0' : 'finite';
  throw new ShapeError(`'${name}' holds ${given.data[at]} at position ${at}; every value must be ${rule}`);
}

function write(device: Device, { buffer, offset, rows, columns }: Tensor, values: Float32Array): void {
  device.gpu.queue.writeBuffer(buffer, offset * 4, pad(values, rows, columns));
}

function writeRow(device: Device, { buffer, offset, stride }: Tensor, row: number, values: Float32Array): void {
  const padded = new Float32Array(stride);
  padded.set(values);
  device.gpu.queue.writeBuffer(buffer, (offset + row * stride) * 4, padded);
}
