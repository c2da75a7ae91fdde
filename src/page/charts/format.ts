/** How the charts and their sentences write numbers. */

const MINUS = '\u2212';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** About three significant figures: 0.98, 12.3, 12.3k, 7e-11, −0.05. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const size = Math.abs(value);
  const text = formatSize(size);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

function formatSize(size: number): string {
  if (size === Infinity) return '∞';
  if (size === 0) return '0';
  if (size < 9.5e-5 || size >= 999_950) return size.toExponential(0).replace('+', '');
  if (size < 9.5e-4) return size.toFixed(4);
  if (size < 0.0995) return size.toFixed(3);
  if (size < 9.995) return size.toFixed(2);
  if (size < 99.95) return size.toFixed(1);
  if (size < 999.5) return size.toFixed(0);
  return `${(size / 1000).toFixed(size < 99_950 ? 1 : 0)}k`;
}

/** A number on an axis: like `formatNumber`, without trailing zeros. */
export function formatTick(value: number): string {
  return formatNumber(value)
    .replace(/(\.\d*?)0+(k?)$/, '$1$2')
    .replace(/\.(k?)$/, '$1');
}

/** A share of 1 as a percentage: 97.5%, <0.1%. Only 0 and 1 are written as 0% and 100%. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return '–';
  if (share > 0 && share < 0.0005) return '<0.1%';
  if (share < 1 && share > 0.9995) return '>99.9%';
  return `${(share * 100).toFixed(1).replace(/\.0$/, '')}%`;
}

/** Whole numbers, abbreviated from ten thousand: 850, 9,200, 12.3k, 4.1M. */
export function formatCount(count: number): string {
  if (count < 10_000) return Math.round(count).toLocaleString('en-GB');
  if (count < 999_950) return `${(count / 1000).toFixed(count < 99_950 ? 1 : 0).replace(/\.0$/, '')}k`;
  return `${(count / 1e6).toFixed(1).replace(/\.0$/, '')}M`;
}

/** 0.4 s, 12 s, 2:05 min. */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 9.95) return `${seconds.toFixed(1).replace(/\.0$/, '')} s`;
  if (seconds < 59.5) return `${seconds.toFixed(0)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}

/** A tick of a log axis: 0.01, 0.2, 1, 100; outside these, powers of ten such as 10⁻⁶. */
export function formatPower(value: number): string {
  if (value >= 0.00999 && value <= 100.1) return formatTick(value);
  const exponent = Math.round(Math.log10(value));
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}
