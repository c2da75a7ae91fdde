import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Snapshot } from '../../../experiment/snapshot';
import type { PlaygroundClient } from '../../../worker/playground-client';
import { formatShare, formatTick } from '../../charts/format';
import { baseOptions, horizontalAxis, verticalAxis } from '../../charts/options';
import type { Palette } from '../../design/palette';
import { likeliestClass, probabilityField, type ProbabilityField } from '../../charts/plugins/probability-field';
import type { LineChart, LineConfiguration } from '../../charts/register';
import { theme } from '../../design/theme';
import { boundarySentence, BOUNDARY_WORDS } from './boundary-words';
import { FieldSampler } from './field-sampler';
import { lineSwatch } from '../../design/lane-keys';
import { canvasOf } from '../live-view';
import { LoadedData } from '../loaded-data';
import { SnapshotView } from '../snapshot-view';
import { WAITING } from '../words';
import { loadPlaneData, planeAround, type PlaneData } from './plane-data';
import { viewStyles } from '../../design/view-styles';

/**
 * The predictions of a lane's network over the plane, for data with two features: coloured by the likeliest class, with a line
 * at the decision boundary, training points filled, held-out points as rings. Renders nothing for other data. Requests
 * predictions at most three times a second, one request at a time, and only while it is on screen.
 */
@customElement('snn-decision-boundary')
export class DecisionBoundary extends SnapshotView {
  static override styles = [
    theme,
    viewStyles,
    css`
      .plot {
        height: var(--plane-height, 340px);
      }

      .keys {
        margin-top: var(--snn-space-2);
      }

      .class-0 {
        color: var(--snn-class-0);
      }
      .class-1 {
        color: var(--snn-class-1);
      }
      .class-2 {
        color: var(--snn-class-2);
      }
      .class-3 {
        color: var(--snn-class-3);
      }
      .class-4 {
        color: var(--snn-class-4);
      }
      .class-5 {
        color: var(--snn-class-5);
      }

      .keys li span {
        color: var(--snn-muted);
      }
    `,
  ];

  @property({ attribute: false }) client: PlaygroundClient | null = null;
  /** The lane whose network predicts, from 0. */
  @property({ type: Number }) lane = 0;
  private field: ProbabilityField | null = null;
  private readonly loaded = new LoadedData<PlaneData>(this, {
    load: loadPlaneData,
    same: (before, now) => JSON.stringify(before) === JSON.stringify(now),
    replaced: () => this.clear(),
  });
  private readonly sampler = new FieldSampler((field) => {
    this.field = field;
    this.dataChanged();
  });
  /** The inputs of the newest request: the same request is not sent twice. */
  private requested: { snapshot: Snapshot; data: PlaneData; lane: number; aspect: number } | null = null;

  constructor() {
    super();
    this.addController({
      hostDisconnected: () => {
        this.sampler.stop();
        this.requested = null;
      },
    });
    this.addPlot({
      canvas: () => canvasOf(this, 'canvas'),
      configure: (palette) => this.configure(palette),
      update: (chart) => this.updateChart(chart),
    });
  }

  protected override replaced(): void {
    if (!this.newest) this.field = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.loaded.follow(this.client, this.experiment);
    if (changed.has('lane')) this.field = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { data } = this;
    if (data && data.features !== 2) return nothing;
    const ready = data !== null && this.newest !== null;
    return html`
      <figure>
        <div class="plot">
          <canvas
            role="img"
            aria-label=${boundarySentence(data ? this.newest?.lanes[this.lane] : undefined, this.newest?.step ?? 0, this.field ? sharesOfPlane(this.field) : [], data?.classNames ?? [])}
          ></canvas>
        </div>
        ${ready ? nothing : html`<p class="empty">${WAITING}</p>`}
      </figure>
      <ul class="keys" aria-hidden="true">
        ${data?.classNames.map(
          (name, index) =>
            html`<li class="class-${index % 6}">
              <svg class="dot" width="10" height="10"><circle cx="5" cy="5" r="4" fill="currentColor" /></svg
              ><span>${name}</span>
            </li>`,
        )}
        ${
          data && data.heldOutRows > 0
            ? html`<li>
                <svg width="10" height="10">
                  <circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" stroke-width="1.5" /></svg
                >${BOUNDARY_WORDS.keys.heldOut}
              </li>`
            : nothing
        }
        <li>${lineSwatch({ width: 1.25 })}${BOUNDARY_WORDS.keys.boundary}</li>
      </ul>
      ${data && this.field ? this.renderTable(data, this.field) : nothing}
    `;
  }

  private renderTable(data: PlaneData, field: ProbabilityField): TemplateResult {
    const shares = sharesOfPlane(field);
    return html`<table class="visually-hidden">
      <caption>
        ${BOUNDARY_WORDS.tableCaption}
      </caption>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        ${shares.map(
          (share, label) =>
            html`<tr>
              <th scope="row">${data.classNames[label] ?? label}</th>
              <td>${formatShare(share)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private get data(): PlaneData | null {
    return this.loaded.current;
  }

  private clear(): void {
    this.sampler.stop();
    this.requested = null;
    this.field = null;
    this.redraw();
  }

  private configure(palette: Palette): LineConfiguration {
    return {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...baseOptions(palette),
        layout: { padding: { top: 6, right: 8 } },
        scales: {
          x: horizontalAxis(palette, { format: formatTick }),
          y: verticalAxis(palette, { format: formatTick }),
        },
      },
      plugins: [
        probabilityField(() => ({
          field: this.field,
          points: this.data?.points ?? [],
          colors: palette.classes,
          ink: palette.ink,
          panel: palette.panel,
        })),
      ],
    };
  }

  private updateChart(chart: LineChart): void {
    const { data, client, lane, newest: snapshot } = this;
    const { left, right, top, bottom } = chart.chartArea;
    const aspect = Math.max(0.2, (right - left) / Math.max(1, bottom - top));
    const plane = planeAround(data?.points ?? [], aspect);
    const { x, y } = chart.options.scales ?? {};
    if (x) Object.assign(x, { min: plane.left, max: plane.right });
    if (y) Object.assign(y, { min: plane.bottom, max: plane.top });
    if (!client || !data || data.features !== 2 || !snapshot) return;
    const before = this.requested;
    if (before?.snapshot === snapshot && before.data === data && before.lane === lane && before.aspect === aspect) return;
    this.requested = { snapshot, data, lane, aspect };
    this.sampler.request({ client, lane, plane, classes: data.classes, aspect });
  }
}

/** Returns the share of the grid's samples that each class is predicted for. */
function sharesOfPlane(field: ProbabilityField): number[] {
  const cells = field.columns * field.rows;
  const counts = Array.from({ length: field.classes }, () => 0);
  for (let cell = 0; cell < cells; cell++) counts[likeliestClass(field, cell)]++;
  return counts.map((count) => count / cells);
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-decision-boundary': DecisionBoundary;
  }
}
