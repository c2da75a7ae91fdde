/** What a lane's step costs, from what was measured of it. */
import type { CostPart, PartCost } from '../../experiment/snapshot';
import type { LanePlans } from './lane-plans';

/** Milliseconds of a step, NaN where unknown: of the whole, and of each part on its own. */
export interface MeasuredCost {
  /** The statistics apart. */
  total: number;
  parts: ReadonlyMap<CostPart, number>;
}

export const UNMEASURED: MeasuredCost = { total: NaN, parts: new Map() };

/**
 * Each part of a step. Timed on its own, a part also pays for its beginning and its end; so the parts of the step are scaled to
 * add up to the whole. The statistics, which stand on their own anyway, are left as they are.
 */
export function partCosts(lane: LanePlans, { total, parts }: MeasuredCost): PartCost[] {
  const measured = lane.parts.map(({ part, plan }) => ({
    part,
    milliseconds: parts.get(part) ?? NaN,
    dispatches: plan.length,
  }));
  const ofStep = measured.filter(({ part }) => part !== 'statistics').reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return measured.map((cost) =>
    cost.part === 'statistics' ? cost : { ...cost, milliseconds: (cost.milliseconds / ofStep) * total },
  );
}
