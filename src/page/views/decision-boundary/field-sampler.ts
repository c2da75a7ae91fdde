import type { ProbabilityField } from '../../charts/plugins/probability-field';
import type { PlaygroundClient } from '../../../worker/playground-client';
import { RequestThrottle } from '../request-throttle';

/** A rectangle of the plane, in the data's units. */
export interface Plane {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** A request for predictions over a grid. */
export interface FieldRequest {
  client: PlaygroundClient;
  lane: number;
  plane: Plane;
  classes: number;
  /** Width over height of the picture. */
  aspect: number;
}

/** Grid rows, from fine to coarse: slow devices use the coarser grids. */
const GRID_ROWS = [56, 40, 28];
const SLOW_MILLISECONDS = 150;
const WIDEST_ASPECT = 3;

/** Requests a network's probabilities over a grid, at the rate of a RequestThrottle. */
export class FieldSampler {
  private coarseness = 0;
  private readonly throttle: RequestThrottle<FieldRequest, ProbabilityField>;

  constructor(received: (field: ProbabilityField) => void) {
    this.throttle = new RequestThrottle({
      send: (request) => this.sample(request),
      received: (field) => {
        // If the data were replaced in the meantime, the number of classes may differ.
        if (field.probabilities.length === field.columns * field.rows * field.classes) received(field);
      },
    });
  }

  request(request: FieldRequest): void {
    this.throttle.request(request);
  }

  /** Cancels the pending request and ignores the answer to one already sent. */
  stop(): void {
    this.throttle.stop();
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

/** Returns [rows · columns, 2], from the top left; the outermost samples are on the plane's edges. */
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
