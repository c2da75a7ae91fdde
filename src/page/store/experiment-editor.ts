import type { Edit } from '../../experiment/change';
import { RecipeError } from '../../experiment/errors';
import type { CompleteExperiment, CompleteRecipe } from '../../experiment/experiment';
import { nest } from '../../experiment/paths';
import { changeRecipe, completeRecipe } from '../../experiment/recipe';
import { validateExperiment } from '../../experiment/validate';
import type { PlaygroundClient } from '../../worker/playground-client';
import { FieldMessages } from './field-messages';
import type { Topic } from './topic';

/** What the editor needs of the store. */
interface Owner {
  readonly client: PlaygroundClient | null;
  readonly experiment: CompleteExperiment;
  changed(topic: Topic): void;
  report(error: unknown): void;
}

/** An edit that the engine has not accepted yet. Applying it twice has the same result as applying it once. */
interface PendingEdit {
  readonly edit: Edit;
  /**
   * The experiments before and after the edit, each validated once. They are the same object if the edit is no longer allowed.
   */
  before: CompleteExperiment;
  after: CompleteExperiment;
}

/**
 * The experiment as a person edits it, ahead of the current one. An edit that is not allowed is not sent to the engine: its
 * control shows the reason, and the run continues. While the engine applies edits, later ones are collected and sent together.
 * They are applied to the current experiment, so changes from elsewhere (a script or a new seed) are kept.
 */
export class ExperimentEditor {
  /** The experiment that the controls show: the current one with all pending edits. */
  draft: CompleteExperiment;
  /**
   * The number of edits that the engine refused. When it changes, controls show their old value again, although their property
   * has not changed.
   */
  refusals = 0;
  private readonly messages = new FieldMessages();
  private readonly owner: Owner;
  /** The pending edits in the order they were made. Each begins with the experiment that results from the one before it. */
  private pending: PendingEdit[] = [];
  private sending = false;

  constructor(owner: Owner) {
    this.owner = owner;
    this.draft = owner.experiment;
  }

  /** Why the last value given to a field's control, such as 'lanes.1.depth', is not allowed. */
  messageAt(path: string): string | undefined {
    return this.messages.at(path);
  }

  /** Puts a person's value into the experiment, whether it is allowed or not. */
  edit(path: string, value: unknown): void {
    const [, lane, field] = /^lanes\.(\d+)\.(.+)$/.exec(path) ?? [];
    const change = nest(new Map([[field ?? path, value]]));
    this.take((experiment) => {
      if (lane === undefined) return validateExperiment(change, experiment);
      const lanes = experiment.lanes.map((recipe, i) => (String(i) === lane ? changeRecipe(recipe, change) : recipe));
      return validateExperiment({ lanes }, experiment);
    }, path);
  }

  /** Removes the message at a control, which shows the experiment's value again. */
  dismiss(path: string): void {
    if (this.messages.delete(path)) this.owner.changed('experiment');
  }

  /** Replaces the whole experiment by another, which must have been validated. */
  replace(experiment: CompleteExperiment): void {
    this.messages.clear();
    // A copy, because `rebase` recognises an edit by the object that it returns.
    const next = { ...experiment };
    this.take(() => next);
  }

  addLane(): void {
    this.setLanes([...this.draft.lanes, completeRecipe()]);
  }

  copyLane(lane: number): void {
    const copy: CompleteRecipe = structuredClone(this.draft.lanes[lane]);
    this.setLanes(this.draft.lanes.toSpliced(lane + 1, 0, copy));
  }

  removeLane(lane: number): void {
    this.setLanes(this.draft.lanes.toSpliced(lane, 1));
  }

  /** To be called when the current experiment may have changed. */
  follow(): void {
    this.rebase(this.owner.experiment);
    this.owner.changed('experiment');
  }

  private setLanes(lanes: CompleteRecipe[]): void {
    // Messages name lanes by number, and the numbers change.
    this.messages.deleteLanes();
    this.take((experiment) => validateExperiment({ lanes }, experiment), 'lanes');
  }

  private take(edit: Edit, path = ''): void {
    const before = this.draft;
    try {
      this.draft = edit(before);
    } catch (error) {
      this.explain(error, path);
      return;
    }
    this.messages.resolve(path);
    this.pending.push({ edit, before, after: this.draft });
    this.owner.changed('experiment');
    if (!this.sending) void this.sendAll();
  }

  private async sendAll(): Promise<void> {
    this.sending = true;
    while (this.pending.length > 0) {
      let sent = this.pending;
      try {
        await this.owner.client?.edit((current) => {
          this.rebase(current);
          sent = [...this.pending];
          return this.draft;
        });
      } catch (error) {
        this.refusals++;
        this.explain(error);
      }
      this.pending = this.pending.filter((edit) => !sent.includes(edit));
      this.follow();
    }
    this.sending = false;
  }

  /**
   * Makes `draft` from a new current experiment. If the engine has accepted one of the pending edits, `current` is the result of
   * that edit, and the later edits stay as they are. They are applied again only if a change from elsewhere came first.
   */
  private rebase(current: CompleteExperiment): void {
    const accepted = this.pending.findLastIndex(({ after }) => after === current);
    this.pending = this.pending.slice(accepted + 1);
    this.draft = current;
    for (const pending of this.pending) {
      if (pending.before !== this.draft) {
        pending.before = this.draft;
        pending.after = this.tryEdit(pending.edit);
      }
      this.draft = pending.after;
    }
  }

  private tryEdit(edit: Edit): CompleteExperiment {
    try {
      return edit(this.draft);
    } catch {
      // The edit is not allowed after the change that came first.
      return this.draft;
    }
  }

  /** Shows an error at the control that was edited, or at that of the error's own field; in the notice bar if there is none. */
  private explain(error: unknown, edited?: string): void {
    const path = edited ?? (error instanceof RecipeError ? error.field : '');
    if (!(error instanceof RecipeError && this.messages.add(path, error))) this.owner.report(error);
    this.owner.changed('experiment');
  }
}
