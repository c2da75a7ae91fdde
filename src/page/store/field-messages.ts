import type { RecipeError } from '../../experiment/errors';
import { findField } from '../../experiment/fields';

/** The reasons why a person's values are not allowed: one message for each control that was edited. */
export class FieldMessages {
  /** By the path that was edited. `field` is the path of the wrong value, which may be that of another field. */
  private readonly messages = new Map<string, { text: string; field: string }>();

  at(path: string): string | undefined {
    return this.messages.get(path)?.text;
  }

  /** Adds the message of an error at the control of `path`, in the words of the page. Returns whether there is such a control. */
  add(path: string, error: RecipeError): boolean {
    const control = findField(path);
    if (!control) return false;
    const { label } = findField(error.field) ?? control;
    this.messages.set(path, { text: error.message.replaceAll(error.field, label), field: error.field });
    return true;
  }

  /**
   * Call this when the value at `path` has changed. Removes its message, and those of other edits that were refused because of
   * it.
   */
  resolve(path: string): void {
    this.messages.delete(path);
    for (const [edited, { field }] of this.messages) if (field === path) this.messages.delete(edited);
  }

  delete(path: string): boolean {
    return this.messages.delete(path);
  }

  deleteLanes(): void {
    for (const path of this.messages.keys()) if (path.startsWith('lanes.')) this.messages.delete(path);
  }

  clear(): void {
    this.messages.clear();
  }
}
