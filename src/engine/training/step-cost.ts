/** The cost of each part of a lane's step, from measurements. */
import type { CostPart, PartCost } from '../../experiment/snapshot';
import type { LanePlans } from './lane-plans';

/** Milliseconds of a step as a whole, and of each part measured on its own; NaN if unknown. */
export interface MeasuredCost {
  /** Without the statistics. */
  total: number;
  parts: ReadonlyMap<CostPart, number>;
}

export const UNMEASURED: MeasuredCost = { total: NaN, parts: new Map() };

/**
 * The cost of each part of a step. A part timed on its own includes the overhead of a separate pass, so the parts are scaled to
 * add up to the whole. The statistics are always a separate pass and are not scaled.
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
