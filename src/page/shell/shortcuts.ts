/** The page's keyboard shortcuts. */

export type Shortcut = 'toggle' | 'step' | 'epoch' | 'reset' | 'new-seed' | 'help';

export const SHORTCUTS: readonly { shortcut: Shortcut; keys: readonly string[]; does: string }[] = [
  { shortcut: 'toggle', keys: ['Space'], does: 'Run or pause' },
  { shortcut: 'step', keys: ['→'], does: 'Train one step' },
  { shortcut: 'epoch', keys: ['Shift', '→'], does: 'Train one epoch: a pass over the training rows' },
  { shortcut: 'reset', keys: ['R'], does: 'Return to step 0 with the same seed: the same weights and batches again' },
  { shortcut: 'new-seed', keys: ['N'], does: 'Return to step 0 with a new seed' },
  { shortcut: 'help', keys: ['?'], does: 'Show these keys' },
];

/** Elements that take text or handle all keys. */
const TYPING = 'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, [contenteditable], dialog';
/** Elements that react to Space, and to the arrow keys. */
const PRESSED = 'button, summary, a[href], input[type="checkbox"], input[type="radio"]';
const MOVED = 'input[type="range"], input[type="radio"], [role="slider"]';

/** Returns the shortcut for a key; null while a person types, or if the focused element handles the key itself. */
export function shortcutOf(pressed: KeyboardEvent): Shortcut | null {
  if (pressed.defaultPrevented || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  const path = pressed.composedPath().filter((target) => target instanceof Element);
  const within = (selector: string) => path.some((element) => element.matches(selector));
  if (within(TYPING)) return null;
  switch (pressed.key) {
    case ' ':
      return within(PRESSED) ? null : 'toggle';
    case 'ArrowRight':
      if (within(MOVED)) return null;
      return pressed.shiftKey ? 'epoch' : 'step';
    case 'r':
    case 'R':
      return 'reset';
    case 'n':
    case 'N':
      return 'new-seed';
    case '?':
      return 'help';
    default:
      return null;
  }
}
