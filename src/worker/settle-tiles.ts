/** Which cuts into tiles the matrix kernels take on this device: those that were measured on it before, or else measured now. */
import type { Device } from '../engine/gpu/device';
import { chooseTiles, isComplete, tileChoicesFrom, type TileChoices } from '../engine/kernels/matmul/tiles';
import { tuneTiles } from '../engine/kernels/matmul/tune';

/** Choices, and the adapter and browser that they were measured with. */
export interface KeptTiles {
  key: string;
  choices: TileChoices;
}

/**
 * Puts the choices in force, and gives them where some were measured anew and should be kept. What was not measured in time the last
 * time is measured now. On a software adapter nothing is measured: its usual cuts were, and there is no time for it.
 *
 * @param kept what an earlier start gave, or anything else that stood in its place
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
  const whole = isComplete(known);
  // Without a measurement the page runs as well, only slower.
  const measured = whole ? {} : await measure(device, known).catch(() => ({}));
  const choices = { ...known, ...measured };
  chooseTiles(device, choices);
  return whole ? null : { key, choices };
}

function choicesFor(key: string, kept: unknown): TileChoices | undefined {
  if (typeof kept !== 'object' || kept === null || !('key' in kept) || !('choices' in kept)) return undefined;
  return kept.key === key ? tileChoicesFrom(kept.choices) : undefined;
}
