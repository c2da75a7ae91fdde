/** The page's keys. */

export type Shortcut = 'toggle' | 'step' | 'epoch' | 'reset' | 'new-seed' | 'help';

export const SHORTCUTS: readonly { shortcut: Shortcut; keys: readonly string[]; does: string }[] = [
  { shortcut: 'toggle', keys: ['Space'], does: 'Run or pause' },
  { shortcut: 'step', keys: ['→'], does: 'Train one step' },
  { shortcut: 'epoch', keys: ['Shift', '→'], does: 'Train one epoch: a pass over the training rows' },
  { shortcut: 'reset', keys: ['R'], does: 'Back to step 0, same seed: the same weights and batches again' },
  { shortcut: 'new-seed', keys: ['N'], does: 'Back to step 0 under a new seed' },
  { shortcut: 'help', keys: ['?'], does: 'Show these keys' },
];

/** Elements that take text, or keep all keys to themselves. */
const TYPING = 'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, [contenteditable], dialog';
/** Elements that Space presses, and that arrows move. */
const PRESSED = 'button, summary, a[href], input[type="checkbox"], input[type="radio"]';
const MOVED = 'input[type="range"], input[type="radio"], [role="slider"]';

/** What a key asks of the page; null while a person types, or when the key means something to the element it went to. */
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
