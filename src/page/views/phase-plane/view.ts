import { html, nothing } from 'lit';
import type { Moments } from '../../../theory/moments';
import type { View, ViewState } from '../view';
import './phase-plane';

const WHY_NOT_0_4 = html`<p class="note">
  Why (0, 1) and not (0, 4)? Both are stable. Drag a target there: with a larger variance, the forward signal recovers faster
  from a deviation (the spectral radius ρ is smaller), but gradients grow more in the backward pass (the gain χ is larger).
</p>`;

export const phase: View = {
  name: 'phase',
  title: 'Phase plane',
  subtitle: 'each layer’s mean and variance; arrows show the effect of one more layer with the initial weights',
  place: 'card',
  perLane: true,
  // The draft, like the controls: a target that the engine has not applied yet does not jump back.
  render: ({ editor, snapshot }, lane) =>
    html`<snn-phase-plane
      .experiment=${editor.draft}
      .snapshot=${snapshot}
      .lane=${lane}
      @target-change=${({ detail }: CustomEvent<Moments>) => moveTarget(editor, lane, detail)}
    ></snn-phase-plane>`,
  note: ({ lanes }) => (lanes.some(({ activation }) => activation === 'selu') ? WHY_NOT_0_4 : nothing),
};

function moveTarget(editor: ViewState['editor'], lane: number, target: Moments): void {
  const path = `lanes.${lane}.fixedPoint`;
  // The new target replaces values that were refused in the controls.
  editor.dismiss(`${path}.mean`);
  editor.dismiss(`${path}.variance`);
  editor.edit(path, target);
}
