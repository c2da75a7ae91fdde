/** Colours as numbers, for image data and for shades between two of the palette's. */

/** Red, green, blue from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Reads what a browser resolves colours to, `rgb(1, 2, 3)`, and `#rrggbb`. Throws a RangeError for anything else. */
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

/** The sequential ramp: from the panel (nothing) through a hue (half) to ink (full), so that lightness falls all the way. */
export function sequentialRamp(panel: string, hue: string, ink: string): (share: number) => Rgb {
  const [low, middle, high] = [parseColor(panel), parseColor(hue), parseColor(ink)];
  return (share) => {
    const at = Math.min(1, Math.max(0, share));
    return at < 0.7 ? mix(low, middle, at / 0.7) : mix(middle, high, ((at - 0.7) / 0.3) * 0.75);
  };
}
