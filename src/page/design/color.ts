/** Colours as numbers, for image data and for mixing the palette's colours. */

/** Red, green, blue from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Parses `rgb(1, 2, 3)`, as browsers resolve colours, and `#rrggbb`. Throws a RangeError for anything else. */
export function parseColor(text: string): Rgb {
  const hex = /^#([0-9a-f]{6})$/i.exec(text);
  if (hex) {
    const value = Number.parseInt(hex[1], 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }
  const parts = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(text);
  if (!parts) throw new RangeError(`invalid colour: ${text}`);
  return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}

export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share;
  return [at(0), at(1), at(2)];
}

function toCss([red, green, blue]: Rgb, alpha = 1): string {
  const [r, g, b] = [red, green, blue].map(Math.round);
  return alpha === 1 ? `rgb(${r}, ${g}, ${b})` : `rgba(${r}, ${g}, ${b}, ${alpha})`;
}

export function withAlpha(color: string, alpha: number): string {
  return toCss(parseColor(color), alpha);
}

/** Returns a sequential ramp from the panel (0) through a hue to ink (1), with monotonic lightness. */
export function sequentialRamp(panel: string, hue: string, ink: string): (share: number) => Rgb {
  const [low, middle, high] = [parseColor(panel), parseColor(hue), parseColor(ink)];
  return (share) => {
    const at = Math.min(1, Math.max(0, share));
    return at < 0.7 ? mix(low, middle, at / 0.7) : mix(middle, high, ((at - 0.7) / 0.3) * 0.75);
  };
}

const INKS = ['#16181c', '#ffffff'] as const;

/** Returns black or white, whichever has more contrast with the colour. */
export function inkOn(color: Rgb): string {
  const [dark, light] = INKS.map((ink) => contrast(parseColor(ink), color));
  return dark >= light ? INKS[0] : INKS[1];
}

/** Returns WCAG 2's contrast ratio, from 1 to 21. */
function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Returns WCAG 2's relative luminance: the weighted sum of linearised sRGB channels. */
function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
