/**
 * Chooses the tiles that the matmul kernels use on this device: those that were measured on it before, or else are measured now.
 */
import type { Device } from '../engine/gpu/device';
import { chooseTiles, isComplete, tileChoicesFrom, type TileChoices } from '../engine/kernels/matmul/tiles';
import { tuneTiles } from '../engine/kernels/matmul/tune';

/** Tile choices, with the adapter and browser that they were measured on. */
export interface KeptTiles {
  key: string;
  choices: TileChoices;
}

/**
 * Sets the device's tile choices. Measures those that are not in `kept`, perhaps because the time ran out at an earlier start. A
 * software adapter uses the default tiles, which were chosen on one, because it is too slow to measure others.
 *
 * @param kept the result of an earlier start, or any other value
 * @returns the choices to keep; null if nothing was measured
 */
export async function settleTiles(
  device: Device,
  kept: unknown,
  measure: (device: Device, known: TileChoices) => Promise<TileChoices> = tuneTiles,
): Promise<KeptTiles | null> {
  const { vendor, architecture, description, software } = device.adapter;
  if (software) return null;
  const key = [vendor, architecture, description, navigator.userAgent].join(' | ');
  const known = choicesFor(key, kept) ?? {};
  const complete = isComplete(known);
  // The page also runs without a measurement, but more slowly.
  const measured = complete ? {} : await measure(device, known).catch(() => ({}));
  const choices = { ...known, ...measured };
  chooseTiles(device, choices);
  return complete ? null : { key, choices };
}

function choicesFor(key: string, kept: unknown): TileChoices | undefined {
  if (typeof kept !== 'object' || kept === null || !('key' in kept) || !('choices' in kept)) return undefined;
  return kept.key === key ? tileChoicesFrom(kept.choices) : undefined;
}
