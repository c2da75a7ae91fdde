import { TableClient } from '../../worker/table-worker/client';
import type { EncodedTable, TableChoices, TablePreview } from '../../worker/table-worker/protocol';

const HELD_OUT = 0.25;

/** A file that a person has opened: what they corrected of it so far, and what it then looks like. */
export class TableReading {
  choices: TableChoices;
  /** As of the newest choices that were answered. */
  preview: TablePreview | null = null;
  /** Why it cannot be trained on as it stands. */
  problem: string | null = null;
  /** What is under way, if anything. */
  busy: 'reading' | 'handing over' | null = 'reading';

  private readonly client: TableClient;
  private asked = 0;

  /** @param changed called when something here has */
  constructor(
    readonly file: File,
    seed: number,
    private readonly changed: () => void,
  ) {
    this.client = new TableClient(file);
    this.choices = { heldOut: HELD_OUT, seed };
  }

  /**
   * Resolves when it is read with the change; a later one overtakes it. What was said of a column goes with the delimiter. Nothing is
   * corrected of what is being handed over.
   */
  async correct(change: Partial<TableChoices>): Promise<void> {
    if (this.busy === 'handing over') return;
    const columns = 'delimiter' in change ? { label: undefined, uses: undefined } : {};
    this.choices = { ...this.choices, ...columns, ...change };
    const turn = ++this.asked;
    this.busy = 'reading';
    this.changed();
    let preview: TablePreview | null = null;
    let problem: string | null = null;
    try {
      preview = await this.client.preview(this.choices);
      problem = preview.problem?.message ?? null;
    } catch (error) {
      problem = sentence(error);
    }
    if (turn !== this.asked) return;
    this.preview = preview;
    this.problem = problem;
    this.busy = null;
    this.changed();
  }

  /**
   * Hands the rows over. What is refused is said in `problem`, and nothing else changes.
   *
   * @returns whether they were taken
   */
  async train(take: (table: EncodedTable) => Promise<void>): Promise<boolean> {
    this.busy = 'handing over';
    this.problem = null;
    this.changed();
    try {
      await take(await this.client.encode(this.choices));
      return true;
    } catch (error) {
      this.problem = sentence(error);
      return false;
    } finally {
      this.busy = null;
      this.changed();
    }
  }

  close(): void {
    this.asked++;
    this.client.close();
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
