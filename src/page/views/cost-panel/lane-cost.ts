import type { CompleteExperiment, CompleteRecipe } from '../../../experiment/experiment';
import { COST_PARTS, type LaneSnapshot, type PartCost, type Snapshot } from '../../../experiment/snapshot';
import { normalizationOf } from '../../../normalizations/catalogue';
import { formatNumber } from '../../charts/format';

/** What a lane's step costs, as it is shown. Numbers are NaN until they were measured. */
export interface LaneCost {
  label: string;
  milliseconds: number;
  /** Of the parts, so without the batch's. */
  dispatches: number;
  /** What the step is made of, in the order of `COST_PARTS`: all NaN until each of them was measured. */
  parts: readonly (PartCost & { share: number })[];
  /** Apart, because most steps go without. */
  statistics: PartCost | undefined;
}

/** Of the lanes that a snapshot holds; before the first one, of those that are to come. */
export function laneCosts(experiment: CompleteExperiment | null, snapshot: Snapshot | null): LaneCost[] {
  return (snapshot?.lanes ?? experiment?.lanes.map(unmeasured))?.map(laneCost) ?? [];
}

function unmeasured({ label, normalization }: CompleteRecipe): Pick<LaneSnapshot, 'label' | 'millisecondsPerStep' | 'cost'> {
  const parts = COST_PARTS.filter(
    (part) => part !== 'normalization' || normalizationOf(normalization).normalizes !== 'nothing',
  );
  const cost = parts.map((part): PartCost => ({ part, milliseconds: NaN, dispatches: NaN }));
  return { label, millisecondsPerStep: NaN, cost };
}

function laneCost({
  label,
  millisecondsPerStep,
  cost,
}: Pick<LaneSnapshot, 'label' | 'millisecondsPerStep' | 'cost'>): LaneCost {
  const ofStep = cost.filter(({ part }) => part !== 'statistics');
  // A coarse clock may give 0, which is no measurement.
  const total = millisecondsPerStep > 0 ? millisecondsPerStep : NaN;
  // The whole is known a little before its parts.
  const whole = ofStep.every(({ milliseconds }) => milliseconds >= 0) ? total : NaN;
  return {
    label,
    milliseconds: total,
    dispatches: ofStep.reduce((sum, { dispatches }) => sum + dispatches, 0),
    parts: ofStep.map((part) => {
      const share = part.milliseconds / whole;
      return { ...part, share, milliseconds: share * whole };
    }),
    statistics: cost.find(({ part }) => part === 'statistics'),
  };
}

export const isMeasured = ({ milliseconds }: LaneCost): boolean => !Number.isNaN(milliseconds);

/** Whole percents: the measurements are no finer. */
export function formatPercent(share: number): string {
  return share > 0 && share < 0.005 ? '<1%' : `${Math.round(share * 100)}%`;
}

/** How the lanes compare with the first one, in a sentence. */
export function costSentence([first, ...others]: readonly LaneCost[]): string {
  if (!first || !isMeasured(first)) return 'Not measured yet.';
  const [second, ...rest] = others.filter(isMeasured);
  if (!second) return `A step of ${first.label} takes ${formatNumber(first.milliseconds)} ms.`;
  const times = ({ milliseconds }: LaneCost) => `${formatNumber(milliseconds / first.milliseconds)}\u00a0×`;
  const more = rest.map((lane) => `; ${lane.label} takes ${times(lane)}`).join('');
  return `A step of ${second.label} takes ${times(second)} the time of ${first.label}${more}.`;
}
