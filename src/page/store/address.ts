import type { CompleteExperiment } from '../../experiment/experiment';
import { experimentFromHash, experimentToHash } from '../../experiment/url';

/** Browsers refuse more than about 100 changes of the address in 30 seconds. */
const WRITE_MILLISECONDS = 300;

/** The experiment in an address, or the reason why there is none. */
export type ParsedAddress = { ok: true; experiment: CompleteExperiment } | { ok: false; error: unknown };

/** The experiment in the page's address. It is read at the start and when a person changes the hash, and written after each change. */
export class Address {
  private timer = 0;
  private next: CompleteExperiment | null = null;
  private readonly onChange: (parsed: ParsedAddress) => void;

  /** @param onChange called when a person has changed the hash */
  constructor(onChange: (parsed: ParsedAddress) => void) {
    this.onChange = onChange;
  }

  read(hash = location.hash): ParsedAddress {
    try {
      return { ok: true, experiment: experimentFromHash(hash) };
    } catch (error) {
      return { ok: false, error };
    }
  }

  /** Writes within 300 ms, without an entry in the browser's history. */
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
    // A person's change of the address takes precedence over a change that has not been written yet.
    clearTimeout(this.timer);
    this.timer = 0;
    this.next = null;
    this.onChange(this.read(new URL(newURL).hash));
  };
}
