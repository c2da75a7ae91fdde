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
import { FieldSampler } from './field-sampler';
import { lineSwatch } from '../../design/lane-keys';
import { canvasOf } from '../live-view';
import { LoadedData } from '../loaded-data';
import { SnapshotView } from '../snapshot-view';
import { loadPlaneData, planeAround, type PlaneData } from './plane-data';
import { viewStyles } from '../../design/view-styles';

/**
 * What a lane's network says about every place of the plane, for data with two features: colour by the likeliest class, a line
 * where two are equally likely, training points filled, held-out points as rings. Nothing for other data. Asks the client for
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
  /** Which lane predicts, from 0. */
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
  /** What the newest question was about: the same is not asked twice. */
  private asked: { snapshot: Snapshot; data: PlaneData; lane: number; aspect: number } | null = null;

  constructor() {
    super();
    this.addController({
      hostDisconnected: () => {
        this.sampler.stop();
        this.asked = null;
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
        <div class="plot"><canvas role="img" aria-label=${this.sentence}></canvas></div>
        ${ready ? nothing : html`<p class="empty">Waiting for the first step</p>`}
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
                >held out
              </li>`
            : nothing
        }
        <li>${lineSwatch({ width: 1.25 })}equally likely</li>
      </ul>
      ${data && this.field ? this.renderTable(data, this.field) : nothing}
    `;
  }

  private renderTable(data: PlaneData, field: ProbabilityField): TemplateResult {
    const shares = sharesOfPlane(field);
    return html`<table class="visually-hidden">
      <caption>
        Share of the plane that each class is predicted for
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
    this.asked = null;
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
    const before = this.asked;
    if (before?.snapshot === snapshot && before.data === data && before.lane === lane && before.aspect === aspect) return;
    this.asked = { snapshot, data, lane, aspect };
    this.sampler.request({ client, lane, plane, classes: data.classes, aspect });
  }

  private get sentence(): string {
    const lane = this.newest?.lanes[this.lane];
    if (!lane || !this.newest || !this.data) return 'Decision boundary: waiting for the first step';
    const held = lane.heldOutAccuracy === null ? '' : `, ${formatShare(lane.heldOutAccuracy)} of the held-out points`;
    const shares = this.field ? sharesOfPlane(this.field) : [];
    const { classNames } = this.data;
    const parts = shares.map((share, label) => `${classNames[label] ?? label} on ${formatShare(share)}`);
    return `Decision boundary of ${lane.label} at step ${this.newest.step}: right on ${formatShare(lane.accuracy)} of the training batch${held}. ${parts.length ? `It predicts ${parts.join(', ')} of the plane.` : ''}`;
  }
}

/** Of the grid's samples, the share whose likeliest class is each. */
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
