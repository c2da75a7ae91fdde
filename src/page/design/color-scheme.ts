/** Light or dark: as the system has it, unless the person chose, which is remembered. */
export type ColorScheme = 'light' | 'dark';

const KEY = 'snn-color-scheme';

export function rememberedScheme(): ColorScheme | null {
  try {
    const remembered = localStorage.getItem(KEY);
    return remembered === 'light' || remembered === 'dark' ? remembered : null;
  } catch {
    // Storage may be closed to the page; then it follows the system.
    return null;
  }
}

export function rememberScheme(scheme: ColorScheme): void {
  try {
    if (scheme === systemScheme()) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, scheme);
  } catch {
    // As above: the choice then lasts as long as the page.
  }
}

export function systemScheme(): ColorScheme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
