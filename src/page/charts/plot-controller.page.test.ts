import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { expect, it, vi } from 'vitest';
import { canvasIn, chartOf, mount } from '../../../tests/fixtures/mount';
import { PlotController } from './plot-controller';
import { baseOptions } from './options';
import type { Palette } from '../design/palette';
import { Chart } from './register';

const PALETTE: Palette = {
  ink: '#000000',
  muted: '#555555',
  faint: '#999999',
  grid: '#eeeeee',
  surface: '#ffffff',
  panel: '#ffffff',
  accent: '#0000ff',
  danger: '#ff0000',
  lanes: ['#bd4f0a'],
  classes: ['#5e2b9a'],
  font: 'sans-serif',
};

@customElement('plot-probe')
class PlotProbe extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    div {
      position: relative;
      height: 80px;
    }
    canvas {
      position: absolute;
    }
  `;
  readonly written = vi.fn();
  readonly plot = new PlotController(this, {
    canvas: () => this.renderRoot?.querySelector('canvas') ?? null,
    palette: () => PALETTE,
    configure: (palette) => ({ type: 'line', data: { datasets: [] }, options: baseOptions(palette) }),
    update: this.written,
  });
  protected override render() {
    return html`<div><canvas></canvas></div>`;
  }
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

it('creates a chart of its box’s size, and follows it', async () => {
  const probe = await mount(new PlotProbe(), 300);
  await vi.waitFor(() => expect(chartOf(probe)).toMatchObject({ width: 300, height: 80 }));
  if (probe.parentElement) probe.parentElement.style.width = '200px';
  await vi.waitFor(() => expect(chartOf(probe).width).toBe(200));
  expect(canvasIn(probe, 'canvas').clientWidth).toBe(200);
});

it('waits for a size, and for its host to be shown', async () => {
  const probe = new PlotProbe();
  probe.style.display = 'none';
  await mount(probe);
  await frame();
  await frame();
  expect(() => chartOf(probe)).toThrow();
  probe.style.display = 'block';
  await vi.waitFor(() => expect(chartOf(probe).width).toBe(600));
});

it('is drawn for print while off screen too', async () => {
  const above = document.createElement('div');
  above.style.height = '5000px';
  document.body.append(above);
  const probe = await mount(new PlotProbe());
  await frame();
  await frame();
  expect(() => chartOf(probe)).toThrow();
  window.dispatchEvent(new Event('beforeprint'));
  expect(chartOf(probe).width).toBe(600);
  expect(probe.written).toHaveBeenCalledOnce();
  above.remove();
});

it('answers many requests with one redraw, and a repaint without an update', async () => {
  const probe = await mount(new PlotProbe());
  const chart = await vi.waitFor(() => chartOf(probe));
  await vi.waitFor(() => expect(probe.written).toHaveBeenCalled());
  const update = vi.spyOn(chart, 'update');
  const draw = vi.spyOn(chart, 'draw');
  for (let i = 0; i < 20; i++) probe.plot.redraw();
  await vi.waitFor(() => expect(update).toHaveBeenCalledTimes(1));
  expect(update).toHaveBeenCalledWith('none');
  await frame();
  draw.mockClear();
  for (let i = 0; i < 20; i++) probe.plot.repaint();
  await vi.waitFor(() => expect(draw).toHaveBeenCalledTimes(1));
  expect(update).toHaveBeenCalledTimes(1);
});

it('does not redraw an off-screen chart until it is scrolled to', async () => {
  const spacer = document.createElement('div');
  spacer.style.height = '4000px';
  document.body.prepend(spacer);
  const probe = await mount(new PlotProbe());
  for (let i = 0; i < 5; i++) {
    probe.plot.redraw();
    await frame();
  }
  expect(probe.written).not.toHaveBeenCalled();
  spacer.remove();
  await vi.waitFor(() => expect(probe.written).toHaveBeenCalled());
});

it('destroys its chart with its host and creates another when it returns', async () => {
  const probe = await mount(new PlotProbe());
  const first = await vi.waitFor(() => chartOf(probe));
  const box = probe.parentElement;
  probe.remove();
  expect(() => chartOf(probe)).toThrow();
  expect(first.ctx).toBeNull();
  box?.append(probe);
  await vi.waitFor(() => expect(chartOf(probe)).not.toBe(first));
});

it('destroys all of 60 charts that were removed', async () => {
  const before = Object.keys(Chart.instances).length;
  const probes = await Promise.all(Array.from({ length: 60 }, () => mount(new PlotProbe())));
  await vi.waitFor(() => expect(Object.keys(Chart.instances).length).toBeGreaterThan(before));
  for (const probe of probes) probe.remove();
  await frame();
  await frame();
  expect(Object.keys(Chart.instances)).toHaveLength(before);
});
