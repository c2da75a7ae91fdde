/**
 * Writes a font configuration without the machine's fonts and prints its path, for a second run of the page tests:
 *
 *   FONTCONFIG_FILE=$(node scripts/foreign-fonts.mjs) npx vitest run --project browser .page.test
 */
import { foreignFonts } from './browser/fonts.mjs';

console.log(await foreignFonts());
