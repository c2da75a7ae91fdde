/** What a control tells of: a value that a person gave it, allowed or not, or that they gave up what was refused. */
export type FieldEdit = { kind: 'value'; value: unknown } | { kind: 'dismiss' };

export function fieldEdit(edit: FieldEdit): CustomEvent<FieldEdit> {
  return new CustomEvent('field-edit', { detail: edit });
}

declare global {
  interface HTMLElementEventMap {
    'field-edit': CustomEvent<FieldEdit>;
  }
}
