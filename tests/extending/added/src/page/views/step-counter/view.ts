import { html } from 'lit';
import type { View } from '../view';
import './step-counter';

export const stepCounter: View = {
  name: 'steps',
  title: 'Steps taken',
  place: 'card',
  render: ({ snapshot }) => html`<snn-step-counter .snapshot=${snapshot}></snn-step-counter>`,
};
