import type { NormalizationRecord } from './record';

export const weight = {
  label: 'Weight normalisation',
  shortLabel: 'WeightNorm',
  sentence: 'Trains the length γ of each unit’s weights apart from their direction V: W = γ·V/‖V‖.',
  citation: 'Salimans and Kingma 2016, Weight Normalization: A Simple Reparameterization to Accelerate Training',
  normalizes: 'weights',
  // γ starts as the norm of the unit's weights, so that W starts with the initialiser's weights.
  parameters: [{ name: 'weight', initial: columnLengths }],
  running: [],
  fewestRows: 1,
  frameworks: { pytorch: 'weight_norm', keras: null, onnx: null },
} as const satisfies NormalizationRecord;

/** Returns the norm √Σw² of each unit's column of w [in, width], summed in float64. */
function columnLengths(weight: ArrayLike<number>, width: number): Float32Array {
  const squares = new Float64Array(width);
  for (let i = 0; i < weight.length; i++) squares[i % width] += weight[i] * weight[i];
  return Float32Array.from(squares, Math.sqrt);
}
