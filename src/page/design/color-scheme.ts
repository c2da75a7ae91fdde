/** Light or dark: the system's scheme, unless the person has chosen one, which is remembered. */
export type ColorScheme = 'light' | 'dark';

const KEY = 'snn-color-scheme';

export function rememberedScheme(): ColorScheme | null {
  try {
    const remembered = localStorage.getItem(KEY);
    return remembered === 'light' || remembered === 'dark' ? remembered : null;
  } catch {
    // Storage can be unavailable to the page; it then follows the system.
    return null;
  }
}

export function rememberScheme(scheme: ColorScheme): void {
  try {
    if (scheme === systemScheme()) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, scheme);
  } catch {
    // Without storage, the choice lasts until the page is closed.
  }
}

export function systemScheme(): ColorScheme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
