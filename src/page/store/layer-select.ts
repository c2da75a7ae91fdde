/** The selection of a layer by keyboard or pointer, which all views of layers share. Layers count from 0. */

/** Detail of the event 'layer-select'. Both count from 0. */
export interface LayerSelection {
  lane: number;
  layer: number;
}

export function layerSelectEvent(selection: LayerSelection): CustomEvent<LayerSelection> {
  return new CustomEvent('layer-select', { detail: selection, bubbles: true, composed: true });
}

const PAGE = 8;

/** The layer that a key moves to from `layer`, along a row or a column of layers; null for other keys. */
export function layerAfterKey(key: string, layer: number, depth: number, axis: 'row' | 'column'): number | null {
  const [back, forward] = axis === 'row' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const moves: Record<string, number> = {
    [back]: layer - 1,
    [forward]: layer + 1,
    PageUp: layer - PAGE,
    PageDown: layer + PAGE,
    Home: 0,
    End: depth - 1,
  };
  if (!Object.hasOwn(moves, key)) return null;
  return Math.min(depth - 1, Math.max(0, moves[key]));
}
