import { TableClient } from '../../worker/table-worker/client';
import type { EncodedTable, TableChoices, TablePreview } from '../../worker/table-worker/protocol';

const HELD_OUT = 0.25;

/** A file that a person has opened: their corrections so far, and the resulting preview. */
export class OpenedTable {
  choices: TableChoices;
  /** The preview for the newest choices that have been answered. */
  preview: TablePreview | null = null;
  /** Why the table cannot be used with the current choices; null if it can. */
  problem: string | null = null;
  /** The operation in progress, if any. */
  busy: 'reading' | 'importing' | null = 'reading';

  private readonly client: TableClient;
  private turn = 0;

  /** @param changed called when a property has changed */
  constructor(
    readonly file: File,
    seed: number,
    private readonly changed: () => void,
  ) {
    this.client = new TableClient(file);
    this.choices = { heldOut: HELD_OUT, seed };
  }

  /**
   * Reads the file with a changed choice and resolves when that is done; a later call replaces an earlier one. A new delimiter resets
   * the choices for columns. Does nothing during an import.
   */
  async correct(change: Partial<TableChoices>): Promise<void> {
    if (this.busy === 'importing') return;
    const columns = 'delimiter' in change ? { label: undefined, uses: undefined } : {};
    this.choices = { ...this.choices, ...columns, ...change };
    const turn = ++this.turn;
    this.busy = 'reading';
    this.changed();
    let preview: TablePreview | null = null;
    let problem: string | null = null;
    try {
      preview = await this.client.preview(this.choices);
      problem = preview.problem?.message ?? null;
    } catch (error) {
      problem = messageOf(error);
    }
    if (turn !== this.turn) return;
    this.preview = preview;
    this.problem = problem;
    this.busy = null;
    this.changed();
  }

  /**
   * Passes the encoded rows to `take`. If that fails, `problem` has the reason and nothing else changes.
   *
   * @returns whether the rows were accepted
   */
  async train(take: (table: EncodedTable) => Promise<void>): Promise<boolean> {
    this.busy = 'importing';
    this.problem = null;
    this.changed();
    try {
      await take(await this.client.encode(this.choices));
      return true;
    } catch (error) {
      this.problem = messageOf(error);
      return false;
    } finally {
      this.busy = null;
      this.changed();
    }
  }

  close(): void {
    this.turn++;
    this.client.close();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
