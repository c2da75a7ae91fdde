/** The record of a normalisation: its names, the tensors it adds to a network, and its theory. */

/** ε, added to a variance before the square root; PyTorch's default. */
export const NORMALIZATION_EPSILON = 1e-5;

/** A tensor [width] that a normalisation adds to each hidden layer, under PyTorch's name: 'hidden.0.norm.weight'. */
export interface NormalizationTensor<Name extends string = string> {
  name: Name;
  /** Returns its values before the first step, from the layer's initial weights [in, width]. */
  initial: (weight: ArrayLike<number>, width: number) => Float32Array;
  /** Whether values below 0 are rejected, as for a variance. */
  nonNegative?: boolean;
}

/** The moments by which a normalisation normalises activations. */
export interface ActivationStatistics {
  /** 'rows': moments of each unit over the rows of a batch, so that rows depend on each other. 'units': of each row over its units. */
  over: 'rows' | 'units';
  /** Whether the mean is subtracted. Otherwise, values are divided by the root of their mean square. */
  subtractsMean: boolean;
}

/** The names of the same layer in other libraries; null if there is none, so that an export must spell it out. */
export interface FrameworkNames {
  /** Name in torch.nn or torch.nn.utils.parametrizations. */
  pytorch: string | null;
  /** Name in keras.layers (Keras 3). */
  keras: string | null;
  /** Operator of ONNX's default domain, opset 17. */
  onnx: string | null;
}

interface CommonRecord {
  /** Label, with a capital letter: 'Batch normalisation'. */
  label: string;
  /** Its part in a network's name, such as 'ReLU + BatchNorm'; empty for none. */
  shortLabel: string;
  /** What it does, in one sentence. */
  sentence: string;
  /** The paper that introduced it; empty if there is none. */
  citation: string;
  /** Trained parameters, in the order of the rows of a tensor [rows, width]: γ and β. */
  parameters: readonly NormalizationTensor<'weight' | 'bias'>[];
  /** Running averages of the batches' moments, used in evaluation, in the order of the rows of a tensor. */
  running: readonly NormalizationTensor<'running_mean' | 'running_var'>[];
  /** The smallest batch that it can train with. */
  fewestRows: number;
  frameworks: FrameworkNames;
}

export type NormalizationRecord = CommonRecord &
  (
    | { normalizes: 'nothing' }
    /** It normalises a layer's values by their moments, before or after the activation. It has at least one parameter. */
    | { normalizes: 'activations'; statistics: ActivationStatistics }
    /** It computes W from one row of parameters and V, which is stored and trained as the layer's weight. */
    | { normalizes: 'weights' }
  );

/** Returns an `initial` that fills a tensor with one value. */
export const filledWith =
  (value: number) =>
  (_: ArrayLike<number>, width: number): Float32Array =>
    new Float32Array(width).fill(value);
