import { html } from 'lit';
import type { View } from '../view';
import './signal-profile';

export const signal: View = {
  name: 'signal',
  title: 'Signal both ways',
  subtitle: 'what depth does to the activations, and to the gradients that come back',
  place: 'card',
  render: ({ experiment, snapshot, history }) =>
    html`<snn-signal-profile .experiment=${experiment} .snapshot=${snapshot} .initial=${history.initial}></snn-signal-profile>`,
};
