import type { Device } from '../../src/engine/gpu/device';
import { chooseTiles, TILE_KEYS, TILE_VARIANTS, type TileVariant } from '../../src/engine/kernels/matmul/tiles';

/** Its shaders are the shortest when unrolled, so they compile quickly. tiles.gpu.test.ts proves that all variants give the same bits. */
export const SMALLEST_TILES = TILE_VARIANTS[0];

/** Runs `body` with one variant for all tiled kernels and shapes. */
export async function withTiles(device: Device, variant: TileVariant, body: () => Promise<void>): Promise<void> {
  chooseTiles(device, Object.fromEntries(TILE_KEYS.map((key) => [key, variant])));
  try {
    await body();
  } finally {
    chooseTiles(device, {});
  }
}
