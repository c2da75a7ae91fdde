import { property } from 'lit/decorators.js';
import type { CompleteExperiment } from '../../experiment/experiment';
import type { Snapshot } from '../../experiment/snapshot';
import { LiveView } from './live-view';

/** A live view of the newest snapshot. Setting the snapshot redraws the charts without a Lit update. */
export abstract class SnapshotView extends LiveView {
  @property({ attribute: false }) experiment: CompleteExperiment | null = null;
  protected newest: Snapshot | null = null;

  get snapshot(): Snapshot | null {
    return this.newest;
  }

  set snapshot(snapshot: Snapshot | null) {
    const before = this.newest;
    this.newest = snapshot;
    this.replaced(before);
    if (!before !== !snapshot) this.requestUpdate();
    this.dataChanged();
  }

  /** Called at each new snapshot, before it is drawn. */
  protected replaced(_before: Snapshot | null): void {}
}
