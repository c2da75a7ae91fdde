/** The words of the cost panel. */
import { formatCount, formatNumber } from '../../charts/format';
import { formatPercent, isMeasured, type LaneCost } from './lane-cost';
import type { CostPart } from '../../../experiment/snapshot';

export const COST_LABELS: Readonly<Record<CostPart, string>> = {
  forward: 'Forward',
  normalization: 'Normalise',
  output: 'Output',
  backward: 'Backward',
  update: 'Update',
  statistics: 'Statistics',
};

/** What each part does. */
export const COST_PHRASES: Readonly<Record<CostPart, string>> = {
  forward: 'hidden layers: x·W + b, activation, dropout',
  normalization: 'normalisation of activations or weights, forward and backward',
  output: 'the output layer, the loss and its gradient',
  backward: 'δ of every hidden layer, last layer first',
  update: 'weight gradients and the optimizer’s step',
  statistics: 'measurements of the layers for this page; taken at some steps and not counted in the step',
};

export const COST_WORDS = {
  notMeasured: 'not measured yet',
  single: (lane: string, milliseconds: string) => `A step of ${lane} takes ${milliseconds} ms.`,
  comparison: (lane: string, times: string, reference: string, others = '') =>
    `A step of ${lane} takes ${times}\u00a0× the time of ${reference}${others}.`,
  another: (lane: string, times: string) => `; ${lane} takes ${times}\u00a0×`,
  gpuClock: 'Measured by the GPU’s own clock, as the mean of many steps.',
  outside: 'Measured by repeating each part, because this browser does not give access to the GPU’s clock.',
  scaling:
    'The parts are timed separately and scaled to add up to the whole step. Gathering the batch is shared by all networks and not included.',
  tableCaption: 'By part: milliseconds, share of the step and dispatches',
} as const;

/** How the lanes compare with the first one, in a sentence. */
export function costSentence([first, ...others]: readonly LaneCost[]): string {
  if (!first || !isMeasured(first)) return 'Not measured yet.';
  const [second, ...rest] = others.filter(isMeasured);
  if (!second) return COST_WORDS.single(first.label, formatNumber(first.milliseconds));
  const times = ({ milliseconds }: LaneCost) => formatNumber(milliseconds / first.milliseconds);
  const more = rest.map((lane) => COST_WORDS.another(lane.label, times(lane))).join('');
  return COST_WORDS.comparison(second.label, times(second), first.label, more);
}

/** The label of a lane's bar. */
export function barSentence(cost: LaneCost): string {
  if (!isMeasured(cost)) return `A step of ${cost.label}: ${COST_WORDS.notMeasured}`;
  const known = cost.parts.filter(({ share }) => !Number.isNaN(share));
  const parts = known.map(({ part, share }) => `${COST_LABELS[part].toLowerCase()} ${formatPercent(share)}`).join(', ');
  const whole = `A step of ${cost.label}: ${formatNumber(cost.milliseconds)} ms, ${formatCount(cost.dispatches)} dispatches`;
  return parts ? `${whole}; ${parts}` : whole;
}
