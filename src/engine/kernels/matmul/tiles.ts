/**
 * Divides a result matrix into tiles of 4 or 8 rows × 4 columns, one per invocation, and groups the tiles into workgroups. The
 * fastest variant depends on the GPU and on the shape, so a device can have variants that were measured on it (tune.ts).
 */
import type { Device } from '../../gpu/device';
import { hasQuadOrder } from './quad-order';
import { LIBRARY } from '../sources';

/** The size of a tile and of a workgroup. All variants give bitwise equal results. */
export interface TileVariant {
  /** The four invocations of a subgroup quad load one row each and broadcast it. Requires `hasQuadOrder`. */
  quadBroadcast: boolean;
  /** Rows of results per invocation. */
  rows: 4 | 8;
  /** Invocations of a workgroup along the columns, a multiple of 4. */
  across: number;
  /** Invocations of a workgroup along the rows. */
  down: number;
}

export const TILE_VARIANTS: readonly TileVariant[] = [
  { quadBroadcast: false, rows: 4, across: 4, down: 4 },
  { quadBroadcast: false, rows: 4, across: 8, down: 4 },
  { quadBroadcast: false, rows: 4, across: 8, down: 8 },
  { quadBroadcast: false, rows: 8, across: 8, down: 4 },
  { quadBroadcast: false, rows: 8, across: 8, down: 8 },
  { quadBroadcast: true, rows: 4, across: 8, down: 4 },
  { quadBroadcast: true, rows: 8, across: 8, down: 2 },
  { quadBroadcast: true, rows: 8, across: 8, down: 8 },
];

/** Resolves to the variants that a device supports. */
export async function tileVariants(device: Device): Promise<readonly TileVariant[]> {
  const hasQuads = await hasQuadOrder(device);
  return TILE_VARIANTS.filter(({ quadBroadcast }) => hasQuads || !quadBroadcast);
}

/**
 * The tiled kernels, by their results: 'activations' are z and δ, whose kernels load in the same way; 'weight-gradient' is dW.
 */
export const TILED_KERNELS = ['activations', 'weight-gradient'] as const;
export type TiledKernel = (typeof TILED_KERNELS)[number];

export const SHAPE_CLASSES = ['small', 'tall', 'large'] as const;
export type ShapeClass = (typeof SHAPE_CLASSES)[number];

/** All pairs of a kernel and a class of shapes, for each of which a variant is measured. */
export const TILE_KEYS = TILED_KERNELS.flatMap((kernel) => SHAPE_CLASSES.map((shape) => `${kernel} ${shape}` as const));

/** The fastest variant for each measured pair of a kernel and a class of shapes. */
export type TileChoices = Partial<Record<(typeof TILE_KEYS)[number], TileVariant>>;

/** A tiling as a kernel needs it: override constants, WGSL and the size of the dispatch. */
export interface Tiles {
  constants: { QUAD_BROADCAST: number; ROWS: number; GROUP_X: number; GROUP_Y: number };
  /** WGSL that precedes all other parts. */
  part: string;
  /** Workgroups along the columns and along the rows. */
  workgroups: [x: number, y: number];
}

const choices = new WeakMap<Device, TileChoices>();

/** Sets the variants for kernels that are recorded on this device from now on. Missing classes use the default. */
export function chooseTiles(device: Device, chosen: TileChoices): void {
  choices.set(device, chosen);
}

/** Returns whether `choices` has a variant for every kernel and class of shapes. */
export function isComplete(choices: TileChoices): boolean {
  return TILE_KEYS.every((key) => choices[key] !== undefined);
}

/**
 * Returns the choices in `saved`, unchecked input, that are among the current variants; undefined if `saved` is not an object.
 */
export function tileChoicesFrom(saved: unknown): TileChoices | undefined {
  if (typeof saved !== 'object' || saved === null) return undefined;
  const entries = new Map<string, unknown>(Object.entries(saved));
  const chosen: TileChoices = {};
  for (const key of TILE_KEYS) {
    const text = JSON.stringify(entries.get(key));
    const variant = TILE_VARIANTS.find((each) => JSON.stringify(each) === text);
    if (variant) chosen[key] = variant;
  }
  return chosen;
}

/**
 * Resolves to the tiling of a result with `columnQuads` × `rowQuads` quads of 4 columns and 4 rows.
 *
 * @param variant by default the variant that was measured for this class of shapes, or the default variant
 */
export async function tilesOf(
  device: Device,
  kernel: TiledKernel,
  columnQuads: number,
  rowQuads: number,
  variant?: TileVariant,
): Promise<Tiles> {
  const chosen = variant ?? choices.get(device)?.[`${kernel} ${shapeClass(columnQuads, rowQuads)}`];
  const hasQuads = await hasQuadOrder(device);
  if (chosen && (hasQuads || !chosen.quadBroadcast)) return tiling(columnQuads, rowQuads, chosen);
  return tiling(columnQuads, rowQuads, defaultVariant(hasQuads && device.adapter.software, columnQuads, rowQuads));
}

function tiling(columnQuads: number, rowQuads: number, { quadBroadcast, rows, across, down }: TileVariant): Tiles {
  const tilesDown = Math.ceil(rowQuads / (rows / 4));
  return {
    constants: { QUAD_BROADCAST: quadBroadcast ? 1 : 0, ROWS: rows, GROUP_X: across, GROUP_Y: down },
    part: quadBroadcast ? LIBRARY.quadBroadcast : LIBRARY.noQuadBroadcast,
    workgroups: [Math.ceil(columnQuads / across), Math.ceil(tilesDown / down)],
  };
}

/** Returns the class of shapes of a result with `columnQuads` × `rowQuads` quads. */
export function shapeClass(columnQuads: number, rowQuads: number): ShapeClass {
  if (columnQuads >= 64 && rowQuads >= 64) return 'large';
  return rowQuads >= 4 * columnQuads ? 'tall' : 'small';
}

/**
 * Returns the variant for a shape without a measurement: flat workgroups, which suit narrow layers and few rows. Software
 * adapters use `quadBroadcast`, because loads dominate their time.
 */
function defaultVariant(quadBroadcast: boolean, columnQuads: number, rowQuads: number): TileVariant {
  const across = columnQuads < 8 ? 4 : 8;
  return quadBroadcast
    ? { quadBroadcast, rows: rowQuads > 1 ? 8 : 4, across, down: 2 }
    : { quadBroadcast, rows: 4, across, down: rowQuads < 4 ? 2 : 4 };
}
