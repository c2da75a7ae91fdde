import { html } from 'lit';
import type { View } from '../view';
import './training-curves';

export const curves: View = {
  name: 'curves',
  title: 'Training curves',
  place: 'card',
  render: ({ experiment, history }) =>
    html`<snn-training-curves .experiment=${experiment} .history=${history}></snn-training-curves>`,
};
