/** How a grid of 4 × 4 results is cut into workgroups. */

export interface Tiles {
  constants: { GROUP_X: number; GROUP_Y: number };
  across: number;
  down: number;
}

/** Quads of columns × quads of rows a workgroup; few rows take a flat one. */
export function tilesOf(columnQuads: number, rowQuads: number): Tiles {
  const x = columnQuads < 8 ? 4 : 8;
  const y = rowQuads < 4 ? 2 : 4;
  return {
    constants: { GROUP_X: x, GROUP_Y: y },
    across: Math.ceil(columnQuads / x),
    down: Math.ceil(Math.ceil(rowQuads) / y),
  };
}
