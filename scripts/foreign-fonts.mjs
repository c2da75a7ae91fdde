/**
 * Prints the path of a font configuration that has nothing in common with the machine's, for a second run of the page tests:
 *
 *   FONTCONFIG_FILE=$(node scripts/foreign-fonts.mjs) npx vitest run --project browser .page.test
 */
import { foreignFonts } from './browser/fonts.mjs';

console.log(await foreignFonts());
