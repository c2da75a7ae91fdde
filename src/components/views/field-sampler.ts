import type { ProbabilityField } from '../../charts/plugins/probability-field';
import type { PlaygroundClient } from '../../worker/playground-client';

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

/** At most about three times a second, and never more than this share of the time that predictions themselves take. */
const INTERVAL_MILLISECONDS = 333;
const SHARE_OF_TIME = 0.25;
/** Grid rows, from fine to coarse: a slow device gets the coarser ones. */
const GRID_ROWS = [56, 40, 28];
const SLOW_MILLISECONDS = 150;
const WIDEST_ASPECT = 3;

/**
 * Asks the network for its probabilities over a grid: one request at a time, with pauses, always for the newest wish. An answer
 * that fails is let go: the client itself reports what is wrong, and the next wish tries again.
 */
export class FieldSampler {
  private wish: FieldRequest | null = null;
  private busy = false;
  private timer = 0;
  private notBefore = -Infinity;
  private coarseness = 0;
  private era = 0;

  constructor(private readonly found: (field: ProbabilityField) => void) {}

  request(request: FieldRequest): void {
    this.wish = request;
    this.start();
  }

  /** Forgets the wish and any answer still under way. */
  stop(): void {
    this.wish = null;
    this.era++;
    clearTimeout(this.timer);
    this.timer = 0;
  }

  private start(): void {
    if (this.busy || this.timer || !this.wish) return;
    const wait = this.notBefore - performance.now();
    if (wait <= 0) {
      void this.sample(this.wish);
      return;
    }
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.start();
    }, wait);
  }

  private async sample({ client, lane, plane, classes, aspect }: FieldRequest): Promise<void> {
    this.wish = null;
    this.busy = true;
    const { era } = this;
    const rows = GRID_ROWS[this.coarseness];
    const columns = Math.round(rows * Math.min(WIDEST_ASPECT, Math.max(1 / WIDEST_ASPECT, aspect)));
    const started = performance.now();
    try {
      const probabilities = await client.predict(lane, gridPoints(plane, columns, rows));
      if (era === this.era && probabilities.length === columns * rows * classes) {
        this.found({ columns, rows, classes, probabilities });
      }
    } catch {
      // Reported by the client's own 'error' event.
    } finally {
      const took = performance.now() - started;
      if (took > SLOW_MILLISECONDS) this.coarseness = Math.min(this.coarseness + 1, GRID_ROWS.length - 1);
      this.notBefore = started + Math.max(INTERVAL_MILLISECONDS, took / SHARE_OF_TIME);
      this.busy = false;
      this.start();
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
