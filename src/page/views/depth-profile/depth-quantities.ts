/** What the charts by depth show of the layers: one record a quantity. */
import type { LayerStatistics } from '../../../experiment/snapshot';
import type { Moments } from '../../../theory/moments';
import { decadeDomain, meanDomain, type Domain } from '../../charts/domain';
import { measuredGradient, predictedGradient } from '../gradient-by-depth';

export interface DepthQuantity {
  /** Of every layer, first layer first. */
  measured: (layers: readonly LayerStatistics[]) => number[];
  /** What theory says of them before any training; NaN where it says nothing. */
  predicted: (layers: readonly LayerStatistics[]) => number[];
  /** What a lane aims at. */
  target: (target: Moments) => number;
  /** Of the axis: holds all values and stands around a target. */
  range: (values: readonly number[], target: Moments) => Domain;
  log: boolean;
  /** Whether sampling alone moves it by what theory calls noise. */
  noisy: boolean;
  /** Whether a lane's line ends in the last layer's number, and in what became of its variance. */
  ends: { value: boolean; fate: boolean };
}

export const MEAN: DepthQuantity = {
  measured: (layers) => layers.map(({ mean }) => mean),
  predicted: (layers) => layers.map(({ predicted }) => predicted.mean),
  target: ({ mean }) => mean,
  range: meanDomain,
  log: false,
  noisy: true,
  ends: { value: true, fate: false },
};

export const VARIANCE: DepthQuantity = {
  measured: (layers) => layers.map(({ variance }) => variance),
  predicted: (layers) => layers.map(({ predicted }) => predicted.variance),
  target: ({ variance }) => variance,
  range: (values, { variance }) => decadeDomain(values, variance),
  log: true,
  noisy: false,
  ends: { value: true, fate: true },
};

/** The last layer's is 1 for every lane: its number says nothing. */
export const GRADIENT: DepthQuantity = {
  measured: measuredGradient,
  predicted: predictedGradient,
  target: () => 1,
  range: (values) => decadeDomain(values, 1),
  log: true,
  noisy: false,
  ends: { value: false, fate: false },
};
