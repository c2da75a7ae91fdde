/** A field of an experiment that is not allowed: which one, and what would be. */
export class RecipeError extends Error {
  override readonly name = 'RecipeError';
  /** Where in the experiment: 'training.learningRate', 'lanes.1.depth'. */
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
