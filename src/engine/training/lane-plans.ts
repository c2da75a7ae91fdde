/** The plans of one lane's step. */
import { COST_PARTS, type CostPart } from '../../experiment/snapshot';
import { Plan } from '../gpu/plan';
import type { DispatchGroup } from '../network/hidden-layer';
import type { StepDispatches } from '../network/model';

/** Consecutive dispatches of a step that are timed together. */
export interface GroupPlan {
  part: CostPart;
  plan: Plan;
}

export class LanePlans {
  /** Forward, loss and backward. */
  readonly passes: Plan;
  /** The same, with the tensors that the statistics read kept: as one plan, and cut into its parts. */
  readonly observedPasses: Plan;
  readonly groups: readonly GroupPlan[];
  readonly statistics: Plan;
  readonly update: Plan;
  /** Each part of the step with all its dispatches as one plan, in the order of `COST_PARTS`. */
  readonly parts: readonly GroupPlan[];

  constructor(label: string, { passes, observedPasses, statistics, update }: StepDispatches) {
    const plan = (name: string, groups: readonly DispatchGroup[]) =>
      new Plan(
        `${label}: ${name}`,
        groups.flatMap(({ dispatches }) => dispatches),
      );
    this.passes = plan('passes', passes);
    this.observedPasses = plan('passes, observed', observedPasses);
    this.groups = joined(observedPasses).map((group) => ({ part: group.part, plan: plan(group.part, [group]) }));
    this.statistics = new Plan(`${label}: statistics`, statistics);
    this.update = new Plan(`${label}: update`, update);
    const groups: DispatchGroup[] = [
      ...observedPasses,
      { part: 'update', dispatches: update },
      { part: 'statistics', dispatches: statistics },
    ];
    this.parts = COST_PARTS.flatMap((part) => {
      const own = groups.filter((group) => group.part === part);
      return own.length > 0 ? [{ part, plan: plan(part, own) }] : [];
    });
  }

  /** Dispatches of a step, without the statistics. */
  get dispatches(): number {
    return this.passes.length + this.update.length;
  }
}

/** Joins neighbouring groups of the same part, because each timed pass costs extra time. */
function joined(groups: readonly DispatchGroup[]): DispatchGroup[] {
  const result: DispatchGroup[] = [];
  for (const { part, dispatches } of groups) {
    const last = result.at(-1);
    if (last?.part === part) last.dispatches.push(...dispatches);
    else result.push({ part, dispatches: [...dispatches] });
  }
  return result;
}
