/**
 * Renders every component of the page in Inter, so that no test depends on the machine's fonts. The page itself uses the system's font,
 * and Playwright's browsers have no setting for it.
 */
import regular from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf?url';
import semiBold from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf?url';
import bold from '@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf?url';
import { theme } from '../../src/page/design/theme';

/** A name that no installed font has. */
const FAMILY = 'Inter for tests';

const faces = [
  [regular, '400'],
  [semiBold, '600'],
  [bold, '700'],
].map(([url, weight]) => new FontFace(FAMILY, `url(${url})`, { weight }));

// Loaded before the first test, because text has another size until its font is loaded.
for (const face of await Promise.all(faces.map((each) => each.load()))) document.fonts.add(face);

// All components share this style sheet.
const host = [...(theme.styleSheet?.cssRules ?? [])].find(
  (rule): rule is CSSStyleRule => rule instanceof CSSStyleRule && rule.selectorText === ':host',
);
if (!host) throw new Error('The theme has no rule for :host.');
for (const token of ['--snn-font', '--snn-mono']) host.style.setProperty(token, `'${FAMILY}'`);
