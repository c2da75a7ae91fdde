/** Reading untrusted values: one object of an experiment at a time, every field held against its record in fields.ts. */
import { RecipeError } from './errors';
import { describeAllowed, isAllowedNumber } from './field';
import { fieldOf } from './fields';

/** A value as a message shows it: short, and never by running its code. */
export function show(value: unknown): string {
  if (typeof value === 'string') return value.length > 40 ? `'${value.slice(0, 40)}…'` : `'${value}'`;
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' || typeof value === 'symbol' ? `a ${typeof value}` : String(value);
}

/** The value, which must be an array; its elements are not looked at. @throws RecipeError where it is not. */
export function arrayAt(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new RecipeError(path, `${path} must be an array; got ${show(value)}.`);
  return value;
}

/** Whether the object was written as { … } or parsed from JSON, in this realm or in another. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null);
}

/** A text without control characters and without halves of characters, which no URL could hold. */
const WELL_FORMED = /^[^\p{Cc}\p{Cs}]*$/u;

/** One object of an untrusted experiment. A field that is absent or undefined reads as undefined. */
export class Section {
  readonly #path: string;
  readonly #values = new Map<string, unknown>();

  /**
   * @param path where the object stands: 'dataset', 'lanes.0'; '' for the experiment itself
   * @param known the fields it may have
   * @throws RecipeError where it is not a plain object, or has a field that is not among them
   */
  constructor(value: unknown, path: string, known: readonly string[]) {
    this.#path = path;
    if (value === undefined) return;
    const name = path || 'experiment';
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !isPlain(value)) {
      throw new RecipeError(name, `${name} must be an object; got ${show(value)}.`);
    }
    for (const key of Reflect.ownKeys(value)) {
      const field = this.pathOf(String(key));
      if (typeof key === 'symbol' || !known.includes(key)) {
        throw new RecipeError(field, `${name} has no field ${show(String(key))}; its fields are ${known.join(', ')}.`);
      }
      const property = Object.getOwnPropertyDescriptor(value, key);
      if (property && !('value' in property)) throw new RecipeError(field, `${field} must be a value, not an accessor.`);
      this.#values.set(key, property?.value);
    }
  }

  pathOf(key: string): string {
    return this.#path ? `${this.#path}.${key}` : key;
  }

  /** What stands at a field, unchecked. */
  raw(key: string): unknown {
    return this.#values.get(key);
  }

  section(key: string, known: readonly string[]): Section {
    return new Section(this.raw(key), this.pathOf(key), known);
  }

  number(key: string): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const field = fieldOf(this.pathOf(key));
    if (field.kind !== 'number' || typeof value !== 'number' || !isAllowedNumber(field, value)) throw this.#refusal(key);
    // −0 would be another value to a URL or a file and the same to everything else.
    return value === 0 ? 0 : value;
  }

  boolean(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined || typeof value === 'boolean') return value;
    throw this.#refusal(key);
  }

  text(key: string): string | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const field = fieldOf(this.pathOf(key));
    if (field.kind !== 'text' || typeof value !== 'string' || value.length > field.maxLength || !WELL_FORMED.test(value)) {
      throw this.#refusal(key);
    }
    return value;
  }

  choice<Name extends string>(key: string, names: readonly Name[]): Name | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const name = names.find((candidate) => candidate === value);
    if (name === undefined) throw this.#refusal(key);
    return name;
  }

  #refusal(key: string): RecipeError {
    const path = this.pathOf(key);
    return new RecipeError(path, `${path} must be ${describeAllowed(fieldOf(path))}; got ${show(this.raw(key))}.`);
  }
}
