import { html } from 'lit';
import type { View } from '../view';
import './learned-panel';

export const learned: View = {
  name: 'learned',
  title: 'What it learned',
  place: 'side',
  render: ({ experiment, client, snapshot }) =>
    html`<snn-learned .experiment=${experiment} .client=${client} .snapshot=${snapshot}></snn-learned>`,
};
