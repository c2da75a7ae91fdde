/** What the recipe check finds. */
import type { DatasetSpec, DeepPartial, Recipe, TrainingSpec } from '../experiment/experiment';

/** A change of the lane's own recipe, or of what it shares with the other lanes. */
export interface FixChange {
  lane?: DeepPartial<Recipe>;
  dataset?: DeepPartial<DatasetSpec>;
  training?: DeepPartial<TrainingSpec>;
}

export interface Finding {
  /** The field that is to blame, by its path in fields.ts: 'lane.dropout.kind'. */
  field: string;
  title: string;
  /** What comes of it, in numbers. */
  consequence: string;
  fix: { label: string; change: FixChange };
}
