/** The quantities of the charts by layer: one record each. */
import type { LayerStatistics } from '../../../experiment/snapshot';
import type { Moments } from '../../../theory/moments';
import { decadeDomain, meanDomain, type Domain } from '../../charts/domain';
import { measuredGradient, predictedGradient } from '../gradient-by-depth';

export interface DepthQuantity {
  /** Measured values, first layer first. */
  measured: (layers: readonly LayerStatistics[]) => number[];
  /** Theoretical predictions before training; NaN without one. */
  predicted: (layers: readonly LayerStatistics[]) => number[];
  /** The target value of a lane. */
  target: (target: Moments) => number;
  /** The range of the axis: holds all values and the surroundings of a target. */
  range: (values: readonly number[], target: Moments) => Domain;
  log: boolean;
  /** Whether the range expected by chance is drawn. */
  noisy: boolean;
  /** Whether a line's label has the last layer's value, and a remark such as "vanished". */
  ends: { value: boolean; health: boolean };
}

export const MEAN: DepthQuantity = {
  measured: (layers) => layers.map(({ mean }) => mean),
  predicted: (layers) => layers.map(({ predicted }) => predicted.mean),
  target: ({ mean }) => mean,
  range: meanDomain,
  log: false,
  noisy: true,
  ends: { value: true, health: false },
};

export const VARIANCE: DepthQuantity = {
  measured: (layers) => layers.map(({ variance }) => variance),
  predicted: (layers) => layers.map(({ predicted }) => predicted.variance),
  target: ({ variance }) => variance,
  range: (values, { variance }) => decadeDomain(values, variance),
  log: true,
  noisy: false,
  ends: { value: true, health: true },
};

/** The last layer's value is 1 for every lane, so it is not written at the line's end. */
export const GRADIENT: DepthQuantity = {
  measured: measuredGradient,
  predicted: predictedGradient,
  target: () => 1,
  range: (values) => decadeDomain(values, 1),
  log: true,
  noisy: false,
  ends: { value: false, health: false },
};
