import type { Device } from '../../src/engine/gpu/device';
import {
  chooseTiles,
  SHAPE_CLASSES,
  TILE_VARIANTS,
  TILED_KERNELS,
  type TileVariant,
} from '../../src/engine/kernels/matmul/tiles';

/** The variant that compiles fastest. tiles.gpu.test.ts proves that all variants give the same bits. */
export const SMALLEST_TILES = TILE_VARIANTS[0];

/** Runs `body` with one variant for all tiled kernels and shapes. */
export async function withTiles(device: Device, variant: TileVariant, body: () => Promise<void>): Promise<void> {
  const names = TILED_KERNELS.flatMap((kernel) => SHAPE_CLASSES.map((shape) => `${kernel} ${shape}` as const));
  chooseTiles(device, Object.fromEntries(names.map((name) => [name, variant])));
  try {
    await body();
  } finally {
    chooseTiles(device, {});
  }
}
