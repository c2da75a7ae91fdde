import { expect, it } from 'vitest';
import { inkOn, parseColor, sequentialRamp, withAlpha } from './color';

it('reads what browsers resolve colours to', () => {
  expect(parseColor('rgb(1, 20, 255)')).toEqual([1, 20, 255]);
  expect(parseColor('rgba(1, 20, 255, 0.5)')).toEqual([1, 20, 255]);
  expect(parseColor('#0114ff')).toEqual([1, 20, 255]);
  expect(() => parseColor('light-dark(red, blue)')).toThrow(RangeError);
  expect(withAlpha('#0114ff', 0.5)).toBe('rgba(1, 20, 255, 0.5)');
});

it.each([
  ['#ffffff', '#bd4f0a', '#1b1d21', -1],
  ['#1b1e22', '#5a9df0', '#eceef0', 1],
])('the ramp from %s never turns back in lightness', (panel, hue, ink, direction) => {
  const ramp = sequentialRamp(panel, hue, ink);
  // Relative luminance, from WCAG 2.
  const luminance = (share: number) => {
    const [r, g, b] = ramp(share).map((value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (let i = 0; i < 50; i++) expect(direction * (luminance((i + 1) / 50) - luminance(i / 50))).toBeGreaterThan(0);
});

// By WCAG's contrast ratio: 4.5 to 1 for white on #767676, the lightest grey that passes; on pure green black has 15, white 1.4.
it.each([
  ['#000000', '#ffffff'],
  ['#6a6a6a', '#ffffff'],
  ['#8a8a8a', '#16181c'],
  ['#00ff00', '#16181c'],
  ['#0000ff', '#ffffff'],
  ['#4f9da0', '#16181c'],
])('the ink on %s is %s', (color, ink) => {
  expect(inkOn(parseColor(color))).toBe(ink);
});
