/** An edit of a control: a value that a person entered, valid or not, or the dismissal of a refused value. */
export type FieldEdit = { kind: 'value'; value: unknown } | { kind: 'dismiss' };

export function fieldEdit(edit: FieldEdit): CustomEvent<FieldEdit> {
  return new CustomEvent('field-edit', { detail: edit });
}

declare global {
  interface HTMLElementEventMap {
    'field-edit': CustomEvent<FieldEdit>;
  }
}
