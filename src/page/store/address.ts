import type { CompleteExperiment } from '../../experiment/experiment';
import { experimentFromHash, experimentToHash } from '../../experiment/url';

/** Browsers refuse to have the address rewritten more than some 100 times in half a minute. */
const WRITE_MILLISECONDS = 300;

/** What the address says: an experiment, or why it says none. */
export type ParsedAddress = { ok: true; experiment: CompleteExperiment } | { ok: false; error: unknown };

/** The experiment in the page's address: read at the start and whenever a person changes the hash, written after every change. */
export class Address {
  private timer = 0;
  private next: CompleteExperiment | null = null;
  private readonly changed: (reading: ParsedAddress) => void;

  constructor(changed: (reading: ParsedAddress) => void) {
    this.changed = changed;
  }

  read(hash = location.hash): ParsedAddress {
    try {
      return { ok: true, experiment: experimentFromHash(hash) };
    } catch (error) {
      return { ok: false, error };
    }
  }

  /** Soon, and without a step in the history. */
  write(experiment: CompleteExperiment): void {
    this.next = experiment;
    if (!this.timer) this.timer = window.setTimeout(() => this.flush(), WRITE_MILLISECONDS);
  }

  connect(): void {
    addEventListener('hashchange', this.follow);
  }

  disconnect(): void {
    removeEventListener('hashchange', this.follow);
    clearTimeout(this.timer);
    this.timer = 0;
    this.next = null;
  }

  private flush(): void {
    this.timer = 0;
    if (!this.next) return;
    const hash = experimentToHash(this.next);
    this.next = null;
    if (hash !== location.hash) history.replaceState(history.state, '', hash || `${location.pathname}${location.search}`);
  }

  private readonly follow = ({ newURL }: HashChangeEvent): void => {
    // A person's change of the address comes before what was about to be written, or has been since.
    clearTimeout(this.timer);
    this.timer = 0;
    this.next = null;
    this.changed(this.read(new URL(newURL).hash));
  };
}
