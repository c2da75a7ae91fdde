/** The findings of the recipe check. */
import type { DatasetSpec, DeepPartial, Recipe, TrainingSpec } from '../experiment/experiment';
import type { FindingTexts } from './finding-texts';

/** A change to the lane's recipe, or to the dataset and training that all lanes share. */
export interface FixChange {
  lane?: DeepPartial<Recipe>;
  dataset?: DeepPartial<DatasetSpec>;
  training?: DeepPartial<TrainingSpec>;
}

export interface Finding {
  /** Path of the field that causes the problem (fields.ts): 'lane.dropout.kind'. */
  field: string;
  title: string;
  /** The consequence, in numbers. */
  consequence: string;
  fix: { label: string; change: FixChange };
}

/** Returns the finding for a field, with its texts and the change that fixes it. */
export function findingAt(field: string, { title, consequence, fix }: FindingTexts, change: FixChange): Finding {
  return { field, title, consequence, fix: { label: fix, change } };
}
