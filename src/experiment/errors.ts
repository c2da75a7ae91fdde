/** An invalid field of an experiment. The message says which values are allowed. */
export class RecipeError extends Error {
  override readonly name = 'RecipeError';
  /** Path of the field: 'training.learningRate', 'lanes.1.depth'. */
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
