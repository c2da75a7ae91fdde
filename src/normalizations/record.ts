/** What is known of a normalisation without running it: how it is called, what it adds to a network, what theory makes of it. */

/** ε, added to a variance before its root is taken; PyTorch's default. */
export const NORMALIZATION_EPSILON = 1e-5;

/** A tensor [width] that a normalisation adds to each hidden layer, under PyTorch's name: 'hidden.0.norm.weight'. */
export interface NormalizationTensor<Name extends string = string> {
  name: Name;
  /** Its values before the first step, from the layer's initial weights [in, width]. */
  initial: (weight: ArrayLike<number>, width: number) => Float32Array;
  /** Whether values below 0 are refused, as for a variance. */
  nonNegative?: boolean;
}

/** The moments that a normalisation of activations takes. */
export interface ActivationStatistics {
  /** 'rows': of each unit over the rows of a batch, which ties the rows to one another. 'units': of each row over its units. */
  over: 'rows' | 'units';
  /** Whether the mean is subtracted. Where it is not, values are divided by the root of their mean square. */
  subtractsMean: boolean;
}

/** The names of the same layer elsewhere; null where there is none and an export has to write it out. */
export interface FrameworkNames {
  /** Of torch.nn, or of torch.nn.utils.parametrizations. */
  pytorch: string | null;
  /** Of keras.layers, Keras 3. */
  keras: string | null;
  /** An operator of ONNX's default domain, opset 17. */
  onnx: string | null;
}

interface CommonRecord {
  /** As people write it, at the start of a sentence. */
  label: string;
  /** In a network's name, 'ReLU + BatchNorm'; empty where nothing is added to it. */
  shortLabel: string;
  /** What it does, in one sentence. */
  sentence: string;
  /** Where it was introduced; empty where there is nothing to cite. */
  citation: string;
  /** What an optimizer trains, in the order of the rows of a tensor [rows, width]: γ and β. */
  parameters: readonly NormalizationTensor<'weight' | 'bias'>[];
  /** What follows the batches' moments and takes their place in evaluation, likewise. */
  running: readonly NormalizationTensor<'running_mean' | 'running_var'>[];
  /** The fewest rows of a batch that it can train with. */
  fewestRows: number;
  frameworks: FrameworkNames;
}

export type NormalizationRecord = CommonRecord &
  (
    | { normalizes: 'nothing' }
    /** Values of a layer by their own moments, before or after the activation. It has at least one parameter. */
    | { normalizes: 'activations'; statistics: ActivationStatistics }
    /** Weights: W is computed from V, which is stored and trained as the layer's weight, and from one row of parameters. */
    | { normalizes: 'weights' }
  );

/** An `initial` that fills a tensor with one value. */
export const filledWith =
  (value: number) =>
  (_: ArrayLike<number>, width: number): Float32Array =>
    new Float32Array(width).fill(value);
