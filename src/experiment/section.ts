/** Reads one object of an untrusted experiment and checks every field against its record in fields.ts. */
import { RecipeError } from './errors';
import { describeAllowed, isAllowedNumber } from './field';
import { fieldOf } from './fields';

/** Returns a value as a short text for an error. It never runs code of the value. */
export function show(value: unknown): string {
  if (typeof value === 'string') return value.length > 40 ? `'${value.slice(0, 40)}…'` : `'${value}'`;
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' || typeof value === 'symbol' ? `a ${typeof value}` : String(value);
}

/** Returns the value as an array of unchecked elements. @throws RecipeError if it is not an array */
export function arrayAt(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new RecipeError(path, `${path} must be an array; got ${show(value)}.`);
  return value;
}

/** Returns whether the value is a plain object, of this realm or another one. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null);
}

/** Matches texts without control characters and without half surrogate pairs, which a URL cannot encode. */
const WELL_FORMED = /^[^\p{Cc}\p{Cs}]*$/u;

/** Reads the fields of one untrusted object. An absent field is undefined. */
export class Section {
  readonly #path: string;
  readonly #values = new Map<string, unknown>();

  /**
   * @param path path of the object: 'dataset', 'lanes.0'; '' for the experiment itself
   * @param known names of the allowed fields
   * @throws RecipeError if the value is not a plain object or has another field
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

  /** Returns the unchecked value of a field. */
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
    // −0 equals 0 but has another text in a URL or a file.
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
