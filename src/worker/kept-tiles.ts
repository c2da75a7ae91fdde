/** Where the page keeps what was measured of its GPU: the browser's own storage, if it grants any. */
import type { KeptTiles } from './settle-tiles';

const NAME = 'self-normalizing-playground tiles';

/** What was kept last; null where nothing was, or nothing can be read. */
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
    // Without storage it is measured again at the next start.
  }
}
