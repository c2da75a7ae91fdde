/**
 * The layout of a WGSL struct in a buffer, and its values by field name. `npm run layouts` generates the layouts
 * from the shaders; this file works with any of them.
 */
import { ShapeError } from './errors';

type ScalarType = 'f32' | 'u32';

interface Scalar {
  readonly type: ScalarType;
  /** Bytes from the beginning of the struct. */
  readonly offset: number;
}

/** `length` scalars; null for an array that takes the rest of its buffer. */
interface ScalarArray extends Scalar {
  readonly length: number | null;
}

interface Nested {
  readonly offset: number;
  readonly fields: Fields;
}

type Field = Scalar | ScalarArray | Nested;

interface Fields {
  readonly [name: string]: Field;
}

export interface Layout {
  /** For messages. */
  readonly name: string;
  /** A runtime-sized array at its end counts as empty. */
  readonly bytes: number;
  readonly fields: Fields;
}

type Elements<T extends ScalarType> = T extends 'f32' ? Float32Array : Uint32Array;

type ValueOf<F extends Field> = F extends { fields: infer N extends Fields }
  ? ValuesOf<N>
  : F extends { length: number | null; type: infer T extends ScalarType }
    ? Elements<T>
    : number;

type ValuesOf<F extends Fields> = { -readonly [Name in keyof F]: ValueOf<F[Name]> };

/** The values of a struct, by field name: numbers, arrays of numbers, and objects for structs within it. */
export type StructValues<L extends Layout> = ValuesOf<L['fields']>;

/**
 * The bytes of a struct. Throws a ShapeError if a field is missing or unknown, or if an array has the wrong length; a
 * runtime-sized array cannot be packed.
 */
export function pack<L extends Layout>({ name, bytes, fields }: L, values: StructValues<L>): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(bytes));
  packFields(name, fields, values, view, 0);
  return view.buffer;
}

function packFields(struct: string, fields: Fields, values: object, view: DataView, start: number): void {
  const given = new Map<string, unknown>(Object.entries(values));
  const unknown = [...given.keys()].find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) {
    throw new ShapeError(`${struct} has no field '${unknown}'; its fields are ${Object.keys(fields).join(', ')}`);
  }
  for (const [name, field] of Object.entries(fields)) {
    packField(`${struct}.${name}`, field, given.get(name), view, start + field.offset);
  }
}

function packField(name: string, field: Field, value: unknown, view: DataView, at: number): void {
  if ('fields' in field) {
    if (typeof value !== 'object' || value === null) throw new ShapeError(`${name} is ${String(value)}; expected its fields`);
    packFields(name, field.fields, value, view, at);
    return;
  }
  const write = (position: number, number: unknown) => {
    if (typeof number !== 'number') throw new ShapeError(`${name} is ${String(number)}; expected a number`);
    if (field.type === 'f32') view.setFloat32(position, number, true);
    else view.setUint32(position, number, true);
  };
  if (!('length' in field)) {
    write(at, value);
    return;
  }
  if (!(value instanceof Float32Array || value instanceof Uint32Array) || value.length !== field.length) {
    throw new ShapeError(`${name} takes ${field.length ?? 'no fixed number of'} values`);
  }
  value.forEach((number, i) => write(at + 4 * i, number));
}

/** The values of the struct that begins at byte `start`, a multiple of 4; arrays are copies. */
export function unpack<L extends Layout>(layout: L, bytes: ArrayBuffer, start?: number): StructValues<L>;
export function unpack({ fields }: Layout, bytes: ArrayBuffer, start = 0): object {
  return unpackFields(fields, new DataView(bytes), start);
}

function unpackFields(fields: Fields, view: DataView<ArrayBuffer>, start: number): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, unpackField(field, view, start + field.offset)]),
  );
}

function unpackField(field: Field, view: DataView<ArrayBuffer>, at: number): unknown {
  if ('fields' in field) return unpackFields(field.fields, view, at);
  const { type } = field;
  if (!('length' in field)) return type === 'f32' ? view.getFloat32(at, true) : view.getUint32(at, true);
  const length = field.length ?? Math.floor((view.byteLength - at) / 4);
  return (type === 'f32' ? new Float32Array(view.buffer, at, length) : new Uint32Array(view.buffer, at, length)).slice();
}
