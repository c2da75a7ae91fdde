/** Bytes are written and read here by hand, with the offsets that WGSL's rules for structs give. */
import { expect, test } from 'vitest';
import { ShapeError } from './errors';
import { pack, unpack, type Layout } from './layout';

// struct Inner { count: u32, mean: f32 }   struct Outer { scale: f32, inner: Inner, bins: array<vec4u, 1> }: a vec4u begins at 16.
const INNER = { count: { type: 'u32', offset: 0 }, mean: { type: 'f32', offset: 4 } } as const;
const OUTER = {
  name: 'Outer',
  bytes: 32,
  fields: {
    scale: { type: 'f32', offset: 0 },
    inner: { offset: 4, fields: INNER },
    bins: { type: 'u32', offset: 16, length: 4 },
  },
} as const satisfies Layout;

const VALUES = { scale: 1.5, inner: { count: 0xffffffff, mean: -2 }, bins: Uint32Array.of(1, 2, 3, 4) };

test('packs numbers, structs and arrays at their offsets', () => {
  const bytes = pack(OUTER, VALUES);
  expect([...new Uint32Array(bytes)]).toEqual([0x3fc00000, 0xffffffff, 0xc0000000, 0, 1, 2, 3, 4]);
});

test('unpacks values at an offset, and arrays as copies', () => {
  const bytes = new ArrayBuffer(40);
  new Uint32Array(bytes).set([7, 7, 0x3fc00000, 0xffffffff, 0xc0000000, 0, 1, 2, 3, 4]);
  const values = unpack(OUTER, bytes, 8);
  expect(values).toEqual(VALUES);
  new Uint32Array(bytes).fill(0);
  expect([...values.bins]).toEqual([1, 2, 3, 4]);
});

test('an array without a length takes the rest of the buffer', () => {
  const layout = { name: 'Open', bytes: 4, fields: { rest: { type: 'f32', offset: 4, length: null } } } as const;
  expect([...unpack(layout, Float32Array.of(1, 2, 3).buffer).rest]).toEqual([2, 3]);
});

test('refuses unknown and missing fields, and arrays of another length', () => {
  const attempt = (values: object) => () => pack<Layout>(OUTER, { ...values });
  expect(attempt({ ...VALUES, scales: 1 })).toThrow(
    new ShapeError("Outer has no field 'scales'; its fields are scale, inner, bins"),
  );
  expect(attempt({ ...VALUES, scale: undefined })).toThrow(new ShapeError('Outer.scale is undefined; expected a number'));
  expect(attempt({ ...VALUES, inner: { count: 1 } })).toThrow(
    new ShapeError('Outer.inner.mean is undefined; expected a number'),
  );
  expect(attempt({ ...VALUES, inner: 3 })).toThrow(new ShapeError('Outer.inner is 3; expected its fields'));
  expect(attempt({ ...VALUES, bins: new Uint32Array(3) })).toThrow(new ShapeError('Outer.bins takes 4 values'));
});

test('the compiler knows the fields', () => {
  // @ts-expect-error a field is missing
  expect(() => pack(OUTER, { scale: 1, inner: VALUES.inner })).toThrow(ShapeError);
  // @ts-expect-error a field is unknown
  expect(() => pack(OUTER, { ...VALUES, scales: 1 })).toThrow(ShapeError);
});
