/**
 * How a matrix of results is cut: into tiles of 4 or 8 rows × 4 columns, one an invocation, and those into workgroups. Which cut is
 * fastest depends on the GPU and on the shape, so a device may carry choices that were measured on it (tune.ts).
 */
import type { Device } from '../../gpu/device';
import { hasQuadOrder } from './quad-order';
import { LIBRARY } from '../sources';

/** What each invocation computes, and how many invocations a workgroup has. Every variant gives the same bits. */
export interface TileVariant {
  /** The four invocations of a subgroup quad load a row each and share it; only on devices where they can. */
  quadBroadcast: boolean;
  /** Rows of results per invocation. */
  rows: 4 | 8;
  /** Invocations across a workgroup, a multiple of 4, and down. */
  across: number;
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

/** The variants that a device supports. */
export async function tileVariants(device: Device): Promise<readonly TileVariant[]> {
  const shares = await hasQuadOrder(device);
  return TILE_VARIANTS.filter(({ quadBroadcast: shared }) => shares || !shared);
}

/** The kernels that are cut into tiles, by their results: z and δ, whose kernels load in the same way, and dW. */
export const TILED_KERNELS = ['activations', 'weight-gradient'] as const;
export type TiledKernel = (typeof TILED_KERNELS)[number];

export const SHAPE_CLASSES = ['small', 'tall', 'large'] as const;
export type ShapeClass = (typeof SHAPE_CLASSES)[number];

/** A variant for each kernel and class of shapes that was measured; `${TiledKernel} ${ShapeClass}`. */
export type TileChoices = Partial<Record<`${TiledKernel} ${ShapeClass}`, TileVariant>>;

export interface Tiles {
  constants: { QUAD_BROADCAST: number; ROWS: number; GROUP_X: number; GROUP_Y: number };
  /** WGSL that comes before all other parts. */
  part: string;
  /** Workgroups across and down. */
  workgroups: [x: number, y: number];
}

const choices = new WeakMap<Device, TileChoices>();

/** Kernels recorded on this device from now on use these variants, or the default for a class that is missing. */
export function chooseTiles(device: Device, chosen: TileChoices): void {
  choices.set(device, chosen);
}

/** Whether every class of shapes was measured for every kernel. */
export function isComplete(choices: TileChoices): boolean {
  return TILED_KERNELS.every((kernel) => SHAPE_CLASSES.every((shape) => choices[`${kernel} ${shape}`] !== undefined));
}

/** The valid choices in `kept`, which is unchecked input: those among today's variants. Undefined if it is not a record. */
export function tileChoicesFrom(kept: unknown): TileChoices | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const entries = new Map<string, unknown>(Object.entries(kept));
  const chosen: TileChoices = {};
  for (const kernel of TILED_KERNELS) {
    for (const shape of SHAPE_CLASSES) {
      const text = JSON.stringify(entries.get(`${kernel} ${shape}`));
      const variant = TILE_VARIANTS.find((each) => JSON.stringify(each) === text);
      if (variant) chosen[`${kernel} ${shape}`] = variant;
    }
  }
  return chosen;
}

/** The cut of `columnQuads` × `rowQuads` quads of results, 4 each way: by `variant`, the variant chosen for such shapes, or the default. */
export async function tilesOf(
  device: Device,
  kernel: TiledKernel,
  columnQuads: number,
  rowQuads: number,
  variant?: TileVariant,
): Promise<Tiles> {
  const chosen = variant ?? choices.get(device)?.[`${kernel} ${shapeClass(columnQuads, rowQuads)}`];
  const shares = await hasQuadOrder(device);
  if (chosen && (shares || !chosen.quadBroadcast)) return cut(columnQuads, rowQuads, chosen);
  return cut(columnQuads, rowQuads, defaultVariant(shares && device.adapter.software, columnQuads, rowQuads));
}

function cut(columnQuads: number, rowQuads: number, { quadBroadcast: shared, rows, across, down }: TileVariant): Tiles {
  const tilesDown = Math.ceil(rowQuads / (rows / 4));
  return {
    constants: { QUAD_BROADCAST: shared ? 1 : 0, ROWS: rows, GROUP_X: across, GROUP_Y: down },
    part: shared ? LIBRARY.quadBroadcast : LIBRARY.noQuadBroadcast,
    workgroups: [Math.ceil(columnQuads / across), Math.ceil(tilesDown / down)],
  };
}

/** The class of a result with this many quads across and down. */
export function shapeClass(columnQuads: number, rowQuads: number): ShapeClass {
  if (columnQuads >= 64 && rowQuads >= 64) return 'large';
  return rowQuads >= 4 * columnQuads ? 'tall' : 'small';
}

/** The default where nothing was measured: flat workgroups, which fit narrow layers and few rows. On a processor loads dominate. */
function defaultVariant(shared: boolean, columnQuads: number, rowQuads: number): TileVariant {
  const across = columnQuads < 8 ? 4 : 8;
  return shared
    ? { quadBroadcast: shared, rows: rowQuads > 1 ? 8 : 4, across, down: 2 }
    : { quadBroadcast: shared, rows: 4, across, down: rowQuads < 4 ? 2 : 4 };
}
