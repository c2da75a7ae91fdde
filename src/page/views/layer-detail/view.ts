import { html, nothing } from 'lit';
import type { View } from '../view';
import './layer-detail';

export const layerDetail: View = {
  name: 'detail',
  title: 'Layer',
  place: 'selection',
  render: ({ experiment, snapshot, history, selection }) =>
    selection
      ? html`<snn-layer-detail
          .experiment=${experiment}
          .snapshot=${snapshot}
          .history=${history}
          .lane=${selection.lane}
          .layer=${selection.layer}
        ></snn-layer-detail>`
      : nothing,
};
