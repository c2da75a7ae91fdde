import { html } from 'lit';
import type { View } from '../view';
import './learned-panel';
import { LEARNED_WORDS } from './learned-words';

export const learned: View = {
  name: 'learned',
  title: LEARNED_WORDS.title,
  place: 'side',
  render: ({ experiment, client, snapshot }) =>
    html`<snn-learned .experiment=${experiment} .client=${client} .snapshot=${snapshot}></snn-learned>`,
};
