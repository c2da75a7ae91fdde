/** How a matrix of results is cut: into tiles of 4 or 8 rows × 4 columns, one an invocation, and those into workgroups. */

/** What each invocation computes, and how many invocations a workgroup has. Every variant gives the same bits. */
export interface TileVariant {
  /** 8 rows a tile in place of 4. */
  tall: boolean;
  /** Tiles a workgroup: across and down. */
  across: number;
  down: number;
}

export interface Tiles {
  constants: { TALL: number; GROUP_X: number; GROUP_Y: number };
  /** Workgroups across and down. */
  workgroups: [x: number, y: number];
}

/** `columnQuads` × `rowQuads` quads of 4 results each way. */
export function tilesOf(columnQuads: number, rowQuads: number, variant = usualVariant(columnQuads, rowQuads)): Tiles {
  const { tall, across, down } = variant;
  const tilesDown = Math.ceil(rowQuads / (tall ? 2 : 1));
  return {
    constants: { TALL: tall ? 1 : 0, GROUP_X: across, GROUP_Y: down },
    workgroups: [Math.ceil(columnQuads / across), Math.ceil(tilesDown / down)],
  };
}

/** Where nothing was measured: flat workgroups, which fit narrow layers and few rows. */
function usualVariant(columnQuads: number, rowQuads: number): TileVariant {
  return { tall: false, across: columnQuads < 8 ? 4 : 8, down: rowQuads < 4 ? 2 : 4 };
}
