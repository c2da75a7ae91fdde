import { html } from 'lit';
import type { View } from '../view';
import './depth-profile';

export const depthProfile: View = {
  name: 'profile',
  title: 'Depth profile',
  place: 'hero',
  render: ({ experiment, snapshot, history }) =>
    html`<snn-depth-profile .experiment=${experiment} .snapshot=${snapshot} .initial=${history.initial}></snn-depth-profile>`,
};
