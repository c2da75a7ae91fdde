/** What one field of an experiment is: the shape of the records that fields.ts joins, and how a record is put into words. */
import { keysOf } from '../math/keys-of';

interface FieldBase {
  /** 'dataset.noise', 'training.batchSize'; a lane's fields under 'lane.depth', whichever lane it is. */
  path: string;
  /** As the control is called. */
  label: string;
  /** One line: what it does. */
  help: string;
  /**
   * Applied at once to the running networks; otherwise they are built anew under the same seed. A live field that a recipe's initial
   * weights depend on builds anew too (change.ts): the target variance, where weights are divided by σ.
   */
  live: boolean;
  /** The field has an effect only where the choice at `path` is one of `values`; everywhere when absent. */
  usedWhen?: { path: string; values: readonly string[] };
}

export interface NumberField extends FieldBase {
  kind: 'number';
  integer: boolean;
  min: number;
  max: number;
  /** The end itself is not allowed. */
  minExcluded?: boolean;
  maxExcluded?: boolean;
  /**
   * What a slider spans, often less than what is allowed: values from `low` to `high`; `step` in the field's own unit on a
   * linear scale, in powers of ten on a logarithmic one, in doublings on powers of two. Absent: a number box alone.
   */
  slider?: { scale: 'linear' | 'logarithmic' | 'powers-of-two'; low: number; high: number; step: number };
}

export interface Choice {
  value: string;
  label: string;
}

/** One of the names of some records each, as their labels call them. */
export function choicesOf<Name extends string>(records: Readonly<Record<Name, { label: string }>>): readonly Choice[] {
  return keysOf(records).map((value) => ({ value, label: records[value].label }));
}

export interface ChoiceField extends FieldBase {
  kind: 'choice';
  choices: readonly Choice[];
}

export interface SwitchField extends FieldBase {
  kind: 'switch';
}

export interface TextField extends FieldBase {
  kind: 'text';
  /** In UTF-16 code units, as an input's maxlength counts them. */
  maxLength: number;
}

/** Of data and training alike: seeds are 32-bit words. */
export const LARGEST_SEED = 2 ** 32 - 1;

export type Field = NumberField | ChoiceField | SwitchField | TextField;

/** What a field takes, to follow "must be": 'a whole number from 1 to 128', 'one of sgd, momentum'. */
export function describeAllowed(field: Field): string {
  switch (field.kind) {
    case 'number': {
      const from = field.minExcluded ? `above ${field.min}` : `from ${field.min}`;
      const to = field.maxExcluded
        ? `up to but not including ${field.max}`
        : `${field.minExcluded ? 'up ' : ''}to ${field.max}`;
      return `a ${field.integer ? 'whole number' : 'number'} ${from} ${to}`;
    }
    case 'choice':
      return `one of ${field.choices.map((choice) => choice.value).join(', ')}`;
    case 'switch':
      return 'true or false';
    case 'text':
      return `a text of at most ${field.maxLength} characters`;
  }
}

/** Whether a number lies within the field's range, and is whole where it has to be. */
export function isAllowedNumber(field: NumberField, value: number): boolean {
  if (!Number.isFinite(value) || (field.integer && !Number.isInteger(value))) return false;
  const aboveMin = field.minExcluded ? value > field.min : value >= field.min;
  const belowMax = field.maxExcluded ? value < field.max : value <= field.max;
  return aboveMin && belowMax;
}
