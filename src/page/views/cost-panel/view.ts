import { html } from 'lit';
import type { View } from '../view';
import './cost-panel';

export const cost: View = {
  name: 'cost',
  title: 'Cost per step',
  place: 'card',
  render: ({ experiment, snapshot, client }) =>
    html`<snn-cost-panel
      .experiment=${experiment}
      .snapshot=${snapshot}
      .timestamps=${client?.device?.timestamps ?? false}
    ></snn-cost-panel>`,
};
