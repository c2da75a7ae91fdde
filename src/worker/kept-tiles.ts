/** Keeps the measured tile choices in the browser's local storage, if that is allowed. */
import type { KeptTiles } from './settle-tiles';

const NAME = 'self-normalizing-playground tiles';

/** The choices that were kept last; null if there are none or the storage cannot be read. */
export function readKeptTiles(): unknown {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? 'null');
  } catch {
    return null;
  }
}

export function keepTiles(tiles: KeptTiles): void {
  try {
    localStorage.setItem(NAME, JSON.stringify(tiles));
  } catch {
    // Without storage the next start measures again.
  }
}
