import { html } from 'lit';
import type { View } from '../view';
import './signal-profile';

export const signal: View = {
  name: 'signal',
  title: 'Forward and backward signal',
  subtitle: 'how depth changes activations and gradients',
  place: 'card',
  render: ({ experiment, snapshot, history }) =>
    html`<snn-signal-profile .experiment=${experiment} .snapshot=${snapshot} .initial=${history.initial}></snn-signal-profile>`,
};
