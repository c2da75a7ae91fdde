/**
 * Finds the zero contour of a field on a grid as line segments (marching squares, linear interpolation along cell edges).
 * `values` is [rows, columns], row-major; coordinates are in cells: (0, 0) is the first sample, (columns − 1, rows − 1) the last.
 * Calls `segment` with both ends. Cells with a non-finite sample are skipped.
 */
export function zeroContour(
  values: ArrayLike<number>,
  columns: number,
  rows: number,
  segment: (x0: number, y0: number, x1: number, y1: number) => void,
): void {
  for (let y = 0; y + 1 < rows; y++) {
    for (let x = 0; x + 1 < columns; x++) {
      const topLeft = values[y * columns + x];
      const topRight = values[y * columns + x + 1];
      const bottomLeft = values[(y + 1) * columns + x];
      const bottomRight = values[(y + 1) * columns + x + 1];
      if (!Number.isFinite(topLeft + topRight + bottomLeft + bottomRight)) continue;

      const crossings: number[] = [];
      if (topLeft > 0 !== topRight > 0) crossings.push(x + root(topLeft, topRight), y);
      if (topRight > 0 !== bottomRight > 0) crossings.push(x + 1, y + root(topRight, bottomRight));
      if (bottomLeft > 0 !== bottomRight > 0) crossings.push(x + root(bottomLeft, bottomRight), y + 1);
      if (topLeft > 0 !== bottomLeft > 0) crossings.push(x, y + root(topLeft, bottomLeft));
      if (crossings.length === 4) {
        segment(crossings[0], crossings[1], crossings[2], crossings[3]);
      } else if (crossings.length === 8) {
        // A saddle: the value in the middle decides which corners are connected.
        const middle = topLeft + topRight + bottomLeft + bottomRight > 0;
        const [top, right, bottom, left] = [0, 2, 4, 6];
        const pairs =
          middle === topLeft > 0
            ? [
                [top, right],
                [bottom, left],
              ]
            : [
                [top, left],
                [right, bottom],
              ];
        for (const [a, b] of pairs) segment(crossings[a], crossings[a + 1], crossings[b], crossings[b + 1]);
      }
    }
  }
}

/** Returns where, from 0 to 1, the line from `from` to `to` crosses 0. */
function root(from: number, to: number): number {
  return from / (from - to);
}
