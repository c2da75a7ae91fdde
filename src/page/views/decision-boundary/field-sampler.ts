import type { ProbabilityField } from '../../charts/plugins/probability-field';
import type { PlaygroundClient } from '../../../worker/playground-client';
import { RequestThrottle } from '../request-throttle';

/** A rectangle of the plane of the data, in its original units. */
export interface Plane {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** What the network is asked for. */
export interface FieldRequest {
  client: PlaygroundClient;
  lane: number;
  plane: Plane;
  classes: number;
  /** Width over height of the picture. */
  aspect: number;
}

/** Grid rows, from fine to coarse: a slow device gets the coarser ones. */
const GRID_ROWS = [56, 40, 28];
const SLOW_MILLISECONDS = 150;
const WIDEST_ASPECT = 3;

/** Asks the network for its probabilities over a grid, at the pace of a PacedAsker. */
export class FieldSampler {
  private coarseness = 0;
  private readonly asker: RequestThrottle<FieldRequest, ProbabilityField>;

  constructor(found: (field: ProbabilityField) => void) {
    this.asker = new RequestThrottle({
      ask: (request) => this.sample(request),
      found: (field) => {
        // Of data that were replaced meanwhile there may be more or fewer classes.
        if (field.probabilities.length === field.columns * field.rows * field.classes) found(field);
      },
    });
  }

  request(request: FieldRequest): void {
    this.asker.request(request);
  }

  /** Forgets the wish and any answer still under way. */
  stop(): void {
    this.asker.stop();
  }

  private async sample({ client, lane, plane, classes, aspect }: FieldRequest): Promise<ProbabilityField> {
    const rows = GRID_ROWS[this.coarseness];
    const columns = Math.round(rows * Math.min(WIDEST_ASPECT, Math.max(1 / WIDEST_ASPECT, aspect)));
    const started = performance.now();
    try {
      return { columns, rows, classes, probabilities: await client.predict(lane, gridPoints(plane, columns, rows)) };
    } finally {
      const slow = performance.now() - started > SLOW_MILLISECONDS;
      if (slow) this.coarseness = Math.min(this.coarseness + 1, GRID_ROWS.length - 1);
    }
  }
}

/** [rows · columns, 2], from the top left; the outermost samples lie on the plane's edges. */
function gridPoints({ left, right, bottom, top }: Plane, columns: number, rows: number): Float32Array {
  const points = new Float32Array(2 * columns * rows);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      points[at++] = left + ((right - left) * column) / (columns - 1);
      points[at++] = top + ((bottom - top) * row) / (rows - 1);
    }
  }
  return points;
}
