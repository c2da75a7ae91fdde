import { changeBetween } from '../../experiment/change';
import { completeExperiment } from '../../experiment/defaults';
import { RecipeError } from '../../experiment/errors';
import type { CompleteExperiment, CompleteRecipe } from '../../experiment/experiment';
import { findField } from '../../experiment/fields';
import { nest } from '../../experiment/paths';
import { changeRecipe, completeRecipe } from '../../experiment/recipe';
import { validateExperiment } from '../../experiment/validate';
import type { PlaygroundClient } from '../../worker/playground-client';
import type { Topic } from './topic';

/** What the editor needs of the store. */
interface Owner {
  readonly client: PlaygroundClient | null;
  readonly experiment: CompleteExperiment;
  changed(topic: Topic): void;
  report(error: unknown): void;
}

/** What a person did to the experiment. Done twice it changes nothing more. */
interface Edit {
  /** Throws a RecipeError where the outcome is not allowed. */
  to(experiment: CompleteExperiment): CompleteExperiment;
  /** Nothing of the experiment before is left. */
  whole?: boolean;
}

/**
 * The experiment as a person edits it, a little ahead of the one in force. What is not allowed never gets that far: it is said
 * beside its control, and the run goes on. While the engine takes some edits, those that come are gathered. What is sent is what
 * they change and no more: what others change meanwhile, a program or a new seed, stays.
 */
export class ExperimentEditor {
  /** What the controls show: the experiment in force with the edits that are not yet. */
  draft: CompleteExperiment;
  /** Counts the changes that were taken back: a control then shows its old value again, which may be all it was ever given. */
  takenBack = 0;
  /** By the path that was edited, with the field that is at fault, which may be another. */
  private readonly messages = new Map<string, { text: string; about: string }>();
  private readonly owner: Owner;
  private readonly edits: Edit[] = [];
  private sending = false;

  constructor(owner: Owner) {
    this.owner = owner;
    this.draft = completeExperiment();
  }

  /** What is wrong with what was last given to the control of a field: 'lanes.1.depth'. */
  messageAt(path: string): string | undefined {
    return this.messages.get(path)?.text;
  }

  /** Puts a value that a person gave into the experiment, allowed or not. */
  edit(path: string, value: unknown): void {
    const [, lane, field] = /^lanes\.(\d+)\.(.+)$/.exec(path) ?? [];
    const change = nest(new Map([[field ?? path, value]]));
    const to = (experiment: CompleteExperiment) => {
      if (lane === undefined) return validateExperiment(change, experiment);
      const lanes = experiment.lanes.map((recipe, i) => (String(i) === lane ? changeRecipe(recipe, change) : recipe));
      return validateExperiment({ lanes }, experiment);
    };
    this.take({ to }, path);
  }

  /** Forgets what was wrong with what was given to a control: it shows the experiment again. */
  dismiss(path: string): void {
    if (this.messages.delete(path)) this.owner.changed('experiment');
  }

  /** Another experiment altogether. Throws a RecipeError for one that is not allowed. */
  replace(value: unknown): void {
    const next = validateExperiment(value);
    this.messages.clear();
    this.take({ to: () => next, whole: true });
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

  /** The experiment in force may have changed. */
  follow(): void {
    this.draft = this.owner.experiment;
    for (const edit of this.edits) {
      try {
        this.draft = edit.to(this.draft);
      } catch {
        // What came between does not allow it any more.
      }
    }
    this.owner.changed('experiment');
  }

  private setLanes(lanes: CompleteRecipe[]): void {
    // Messages name lanes by their place, which may be another lane's now.
    for (const path of this.messages.keys()) if (path.startsWith('lanes.')) this.messages.delete(path);
    this.take({ to: (experiment) => validateExperiment({ lanes }, experiment) }, 'lanes');
  }

  private take(edit: Edit, path = ''): void {
    try {
      this.draft = edit.to(this.draft);
    } catch (error) {
      this.explain(error, path);
      return;
    }
    this.messages.delete(path);
    // Nor is what another edit was refused for, now that it was changed.
    for (const [refused, { about }] of this.messages) if (about === path) this.messages.delete(refused);
    this.edits.push(edit);
    this.owner.changed('experiment');
    if (!this.sending) void this.sendAll();
  }

  private async sendAll(): Promise<void> {
    this.sending = true;
    while (this.edits.length > 0) {
      const asked = [...this.edits];
      const { client, experiment } = this.owner;
      try {
        await client?.configure(asked.some(({ whole }) => whole) ? this.draft : changeBetween(experiment, this.draft));
      } catch (error) {
        this.takenBack++;
        this.explain(error);
      }
      this.edits.splice(0, asked.length);
      this.follow();
    }
    this.sending = false;
  }

  /** Beside the control that it is about, under the control's name; in the bar where it is about none. */
  private explain(error: unknown, given?: string): void {
    const path = given ?? (error instanceof RecipeError ? error.field : '');
    const field = findField(path);
    if (error instanceof RecipeError && field) {
      const named = findField(error.field) ?? field;
      this.messages.set(path, { text: error.message.replaceAll(error.field, named.label), about: error.field });
    } else {
      this.owner.report(error);
    }
    this.owner.changed('experiment');
  }
}
