import type { CompleteExperiment, CompleteRecipe } from '../../../experiment/experiment';
import { COST_PARTS, type LaneSnapshot, type PartCost, type Snapshot } from '../../../experiment/snapshot';
import { normalizationOf } from '../../../normalizations/catalogue';

/** The cost of a lane's step. Numbers are NaN until they are measured. */
export interface LaneCost {
  label: string;
  milliseconds: number;
  /** The sum over the parts, so without gathering the batch. */
  dispatches: number;
  /** The parts of the step in the order of `COST_PARTS`; all NaN until every part is measured. */
  parts: readonly (PartCost & { share: number })[];
  /** Separate, because most steps have no statistics. */
  statistics: PartCost | undefined;
}

/** Returns one cost per lane of the snapshot, or of the experiment before the first snapshot. */
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
  // A coarse clock may report 0, which is not a measurement.
  const total = millisecondsPerStep > 0 ? millisecondsPerStep : NaN;
  // The whole step is measured slightly before its parts.
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

/** Formats whole percent, the precision of the measurements. */
export function formatPercent(share: number): string {
  return share > 0 && share < 0.005 ? '<1%' : `${Math.round(share * 100)}%`;
}
