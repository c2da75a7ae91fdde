/**
 * Where a field on a grid passes through 0, as line segments (marching squares, linear interpolation along cell edges).
 * `values` is [rows, columns], row-major; coordinates are in cells: (0, 0) is the first sample, (columns − 1, rows − 1) the last.
 * Calls `segment` with both ends. A cell with a sample that is not finite has none.
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
        // A saddle: which corners belong together, the value in the middle decides.
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

/** Where between 0 and 1 the line from `from` to `to` passes through 0. */
function root(from: number, to: number): number {
  return from / (from - to);
}
