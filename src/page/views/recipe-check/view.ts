import { html } from 'lit';
import { fixedFields } from '../../../predictions/recipe-check';
import type { View, ViewState } from '../view';
import './recipe-check';
import type { RecipeFix } from './recipe-check';

export const recipeCheck: View = {
  name: 'recipe-check',
  title: 'Recipe check',
  subtitle: 'what works against self-normalisation, and its consequences',
  place: 'card',
  render: ({ editor }) =>
    html`<snn-recipe-check
      .experiment=${editor.draft}
      @recipe-fix=${({ detail }: CustomEvent<RecipeFix>) => applyFix(editor, detail)}
    ></snn-recipe-check>`,
};

function applyFix(editor: ViewState['editor'], { lane, change }: RecipeFix): void {
  for (const [path, value] of fixedFields(change)) editor.edit(path.replace(/^lane\./, `lanes.${lane}.`), value);
}
