/** The measurements of a run at one step, as plain data that the worker sends to the page. */
import type { Moments } from '../theory/moments';

export interface Snapshot {
  /** Steps trained so far. */
  step: number;
  /** Whole passes over the training rows so far. */
  epoch: number;
  /** Seconds spent training so far, pauses left out. */
  seconds: number;
  lanes: LaneSnapshot[];
}

/** With more classes, a snapshot has no confusion matrix, because it would be too large to send and to read. */
export const MOST_CONFUSION_CLASSES = 64;

export interface LaneSnapshot {
  label: string;
  status: 'running' | 'paused' | 'diverged';
  /** The resolved constants of SELU and ELU. */
  alpha: number;
  lambda: number;
  /** Mean cross-entropy (nats) of the last trained batch, before its update; at step 0, of the first batch. */
  loss: number;
  /** Share of that batch classified correctly. */
  accuracy: number;
  /** Mean cross-entropy over the test rows in evaluation mode; null without test rows and before the first evaluation. */
  heldOutLoss: number | null;
  heldOutAccuracy: number | null;
  /**
   * Confusion matrix of the same evaluation: [true class, predicted class], row-major counts of test rows. NaN logits never compare
   * greater, here and in `heldOutAccuracy`, so a diverged network mostly predicts the first class. Null as above, and with more than
   * `MOST_CONFUSION_CLASSES` classes.
   */
  confusion: Uint32Array | null;
  /**
   * GPU time of a step without its statistics and without the batch, which all lanes share. It uses the GPU's clock if there is one,
   * and is measured at steps with statistics. NaN before the first measurement.
   */
  millisecondsPerStep: number;
  /** Number of dispatches per step, including those that fetch the batch. */
  dispatchesPerStep: number;
  /** The cost of each part of a step, in the order of `COST_PARTS`, without parts that the lane does not have. */
  cost: PartCost[];
  /** One entry per hidden layer, starting with the first. */
  layers: LayerStatistics[];
}

/**
 * The parts of a step:
 *
 *   forward         the forward pass of the hidden layers
 *   normalization   their normalisations, forward and backward
 *   output          the output layer, the loss and its gradient
 *   backward        the backward pass of the hidden layers, to every δ
 *   update          the gradients of all parameters and the optimizer's update
 *   statistics      the statistics, which only some steps compute; the totals above exclude them
 */
export const COST_PARTS = ['forward', 'normalization', 'output', 'backward', 'update', 'statistics'] as const;
export type CostPart = (typeof COST_PARTS)[number];

export interface PartCost {
  part: CostPart;
  /** GPU time per step; NaN before the first measurement. All parts but the statistics add up to `millisecondsPerStep`. */
  milliseconds: number;
  dispatches: number;
}

/** Statistics of a layer's output as the next layer sees it in training, over all units × batch. */
export interface LayerStatistics extends Moments {
  preActivation: Moments;
  minimum: number;
  maximum: number;
  /** Share of units × batch that is infinite or NaN. */
  nonFinite: number;
  /** Share of units × batch where the activation's slope is below 5 % of its largest. */
  saturated: number;
  /** Share of units × batch where the slope is exactly 0, so that no gradient passes. */
  dead: number;
  histogram: Histogram;
  /** Moments of ∂loss/∂output. */
  gradient: Moments;
  /** ω = Σw and τ = Σw² of each unit's incoming weights: mean and standard deviation over the units. */
  weights: { omegaMean: number; omegaStd: number; tauMean: number; tauStd: number };
  predicted: LayerPrediction;
}

/** The part of a layer's statistics that is read back from the GPU. */
export type MeasuredStatistics = Omit<LayerStatistics, 'predicted'>;

/** The predictions of theory for a layer before training. */
export interface LayerPrediction extends Moments {
  /** Standard deviation of the mean by sampling alone. */
  noise: number;
  /**
   * χ, the gradient growth: the second moment (mean² + variance) of ∂loss/∂output at the layer below, divided by that at this layer.
   * NaN for the first layer; 0 for a layer whose weights are zeros; infinite if all of the gradient skips a block of zeros.
   */
  backwardGain: number;
}

/** Counts in equal bins over [low, high), and the counts below and above that range. */
export interface Histogram {
  low: number;
  high: number;
  counts: Uint32Array;
  below: number;
  above: number;
}

/**
 * Tensors by name: 'hidden.0.weight' [in, out], 'hidden.0.bias' [out], …, 'output.weight', 'output.bias'. A normalisation adds
 * 'hidden.0.norm.weight' and 'hidden.0.norm.bias' [out], batch normalisation 'hidden.0.norm.running_mean' and '….running_var' too;
 * with weight normalisation 'hidden.0.weight' is V and 'hidden.0.norm.weight' γ. A highway layer also has 'hidden.1.gate.weight' and
 * 'hidden.1.gate.bias'.
 */
export type Tensors = Record<string, { shape: number[]; data: Float32Array }>;
