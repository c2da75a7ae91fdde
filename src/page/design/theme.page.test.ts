import { html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { describe, expect, it, vi } from 'vitest';
import { mount } from '../../../tests/fixtures/mount';
import { parseColor, type Rgb } from './color';
import type { Palette } from './palette';
import { PaletteController, theme } from './theme';

@customElement('theme-probe')
class ThemeProbe extends LitElement {
  static override styles = theme;
  readonly changed = vi.fn();
  readonly colors = new PaletteController(this, this.changed);
  protected override render() {
    return html`text`;
  }
}

async function paletteOf(scheme: string): Promise<Palette> {
  const probe = new ThemeProbe();
  probe.style.colorScheme = scheme;
  return (await mount(probe)).colors.palette;
}

const linear = ([r, g, b]: Rgb): Rgb => {
  const of = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return [of(r), of(g), of(b)];
};

/** WCAG 2's contrast ratio. */
function contrast(one: string, other: string): number {
  const luminance = (color: string) => {
    const [r, g, b] = linear(parseColor(color));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const VISION: Record<string, readonly Rgb[]> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Oklab (Ottosson 2020) of a colour as an eye with that vision sees it. */
function oklab(color: string, vision: readonly Rgb[]): Rgb {
  const seen = linear(parseColor(color));
  const dot = (row: Rgb, of: Rgb) => row[0] * of[0] + row[1] * of[1] + row[2] * of[2];
  const [r, g, b] = vision.map((row) => Math.min(1, Math.max(0, dot(row, seen))));
  const cones: Rgb = [
    Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b),
    Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b),
    Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b),
  ];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
}

describe.each(['light', 'dark'])('in the %s scheme', (scheme) => {
  it('text and lanes have a contrast of 4.5, classes of 3, on surface and panel', async () => {
    const palette = await paletteOf(scheme);
    for (const ground of [palette.surface, palette.panel]) {
      for (const color of [palette.ink, palette.muted, palette.accent, palette.danger, ...palette.lanes]) {
        expect(contrast(color, ground), `${color} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
      for (const color of palette.classes) expect(contrast(color, ground), `${color} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(Object.entries(VISION))('colours of lanes and classes are distinct with %s vision', async (_, vision) => {
    const { lanes, classes } = await paletteOf(scheme);
    for (const set of [lanes, classes]) {
      const seen = set.map((color) => oklab(color, vision));
      for (const [i, one] of seen.entries()) {
        for (const other of seen.slice(0, i)) {
          // 0.02 is about what an eye can just tell apart.
          expect(Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])).toBeGreaterThan(0.08);
        }
      }
    }
  });
});

it('follows a change of the scheme of a container', async () => {
  const probe = await mount(new ThemeProbe());
  probe.style.colorScheme = 'light';
  const { ink } = probe.colors.palette;
  probe.style.colorScheme = 'dark';
  await vi.waitFor(() => expect(probe.changed).toHaveBeenCalled());
  expect(probe.colors.palette.ink).not.toBe(ink);
  expect(probe.colors.palette.ink).toBe((await paletteOf('dark')).ink);
});
