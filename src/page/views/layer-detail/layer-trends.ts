/** The quantities that a layer's detail shows over the steps. */
import type { LayerStatistics } from '../../../experiment/snapshot';
import type { Moments } from '../../../theory/moments';
import type { LayerQuantity } from '../../store/run-history';
import type { Domain } from '../../charts/domain';

export interface Trend {
  quantity: LayerQuantity;
  label: string;
  now: (statistics: LayerStatistics) => number;
  /** The target value, given the target moments and the ideal τ; null without a target. */
  target: (target: Moments & { tau: number }) => number | null;
  /** The standard deviation over units. */
  spread?: LayerQuantity;
  /** Theorem 1 of Klambauer et al. 2017: the range of ω or τ in which the layer is a contraction near mean 0 and variance 1. */
  guide?: Domain;
  log: boolean;
}

export const TRENDS: readonly Trend[] = [
  { quantity: 'mean', label: 'mean', now: ({ mean }) => mean, target: ({ mean }) => mean, log: false },
  { quantity: 'variance', label: 'variance', now: ({ variance }) => variance, target: ({ variance }) => variance, log: true },
  {
    quantity: 'gradientVariance',
    label: 'gradient variance',
    now: ({ gradient }) => gradient.variance,
    target: () => null,
    log: true,
  },
  {
    quantity: 'omega',
    label: 'ω',
    now: ({ weights }) => weights.omegaMean,
    target: () => 0,
    spread: 'omegaStd',
    guide: { min: -0.1, max: 0.1 },
    log: false,
  },
  {
    quantity: 'tau',
    label: 'τ',
    now: ({ weights }) => weights.tauMean,
    target: ({ tau }) => tau,
    spread: 'tauStd',
    guide: { min: 0.95, max: 1.1 },
    log: false,
  },
];
