/** The words of the recipe check. The findings themselves are worded in predictions/. */

export const RECIPE_WORDS = {
  assumptions: 'Each finding assumes that everything else is correct, and holds before training, for wide layers.',
  sound:
    'Nothing in this recipe works against self-normalisation. Click a layer to see how training changes its τ, the sum of its squared weights.',
  notSelfNormalizing: 'Not a self-normalising recipe: nothing to check.',
} as const;
