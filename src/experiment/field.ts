/** The record of one field of an experiment, and its description in words. */
import { keysOf } from '../math/keys-of';

interface FieldBase {
  /** 'dataset.noise', 'training.batchSize'; 'lane.depth' for the depth of every lane. */
  path: string;
  /** The label of the control. */
  label: string;
  /** One sentence: what the field does. */
  help: string;
  /**
   * Whether a change applies to the running networks at once; otherwise training restarts with the same seed. A live field on which the
   * initial weights depend also restarts training (change.ts): the target variance, if weights are divided by σ.
   */
  live: boolean;
  /** The field has an effect only if the choice at `path` is one of `values`; always if this is absent. */
  usedWhen?: { path: string; values: readonly string[] };
}

export interface NumberField extends FieldBase {
  kind: 'number';
  integer: boolean;
  min: number;
  max: number;
  /** Whether the limit itself is not allowed. */
  minExcluded?: boolean;
  maxExcluded?: boolean;
  /**
   * The slider's range, often smaller than the allowed one: from `low` to `high`. `step` is in the field's unit on a linear scale, in
   * powers of ten on a logarithmic one, and in doublings on powers of two. If absent, the control is a number box only.
   */
  slider?: { scale: 'linear' | 'logarithmic' | 'powers-of-two'; low: number; high: number; step: number };
}

export interface Choice {
  value: string;
  label: string;
}

/** Returns the names of records as choices, each with its record's label. */
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
  /** Maximum length in UTF-16 code units, as in an input's maxlength. */
  maxLength: number;
}

/** The largest seed of data and training: seeds are 32-bit words. */
export const LARGEST_SEED = 2 ** 32 - 1;

export type Field = NumberField | ChoiceField | SwitchField | TextField;

/** Returns the allowed values, to follow "must be": 'a whole number from 1 to 128', 'one of sgd, momentum'. */
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

/** Returns whether a number is in the field's range, and whole if it must be. */
export function isAllowedNumber(field: NumberField, value: number): boolean {
  if (!Number.isFinite(value) || (field.integer && !Number.isInteger(value))) return false;
  const aboveMin = field.minExcluded ? value > field.min : value >= field.min;
  const belowMax = field.maxExcluded ? value < field.max : value <= field.max;
  return aboveMin && belowMax;
}
