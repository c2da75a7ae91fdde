import { html } from 'lit';
import type { View } from '../view';
import './layer-histograms';

export const histograms: View = {
  name: 'histograms',
  title: 'Activations of every layer',
  subtitle: 'first layer on top, over one batch; click a layer',
  place: 'card',
  perLane: true,
  render: ({ experiment, snapshot, selection }, lane) =>
    html`<snn-layer-histograms
      .experiment=${experiment}
      .snapshot=${snapshot}
      .lane=${lane}
      .selected=${selection?.lane === lane ? selection.layer : null}
    ></snn-layer-histograms>`,
};
