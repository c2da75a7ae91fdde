import { html, nothing } from 'lit';
import type { Moments } from '../../../theory/moments';
import type { View, ViewState } from '../view';
import './phase-plane';

const WHY_NOT_0_4 = html`<p class="note">
  Why (0, 1) and not (0, 4)? Either can be held. Drag a target there: a larger variance is found again faster on the way forward
  (ρ falls) and lets gradients grow more on the way back (χ rises).
</p>`;

export const phase: View = {
  name: 'phase',
  title: 'Phase plane',
  subtitle: 'every layer at its mean and variance, and where one more layer of the initial weights takes them',
  place: 'card',
  perLane: true,
  // The draft, as the controls show it: a target that is on its way to the engine does not jump back.
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
  // What was refused at the controls has been answered here.
  editor.dismiss(`${path}.mean`);
  editor.dismiss(`${path}.variance`);
  editor.edit(path, target);
}
