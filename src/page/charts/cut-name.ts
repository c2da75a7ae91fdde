/**
 * Shortens a name that does not fit: first removes the start that it shares with another of `names`, then cuts its end.
 * 'SELU + LeCun normal + alpha dropout 0.1' next to 'SELU + LeCun normal' becomes '… + alpha dropout 0.1'.
 *
 * @param fits whether a text fits
 */
export function cutName(name: string, names: readonly string[], fits: (text: string) => boolean): string {
  if (fits(name)) return name;
  const words = wordsOf(name);
  const others = names.filter((other) => other !== name);
  const starts = others
    .map((other) => sharedStart(words, wordsOf(other)))
    .filter((shared) => shared > 0 && shared < words.length);
  const rests = starts.toSorted((a, b) => b - a).map((shared) => words.slice(shared).join(' '));
  // Prefer a rest that no other name ends with: a shared ending would not tell the names apart.
  const rest = rests.find((each) => others.every((other) => !other.endsWith(each))) ?? rests[0];
  return cutEnd(rest === undefined ? name : `… ${rest}`, fits);
}

/** Shortens a text that does not fit with an ellipsis; keeps at least its first letter. */
export function cutEnd(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  let kept = text;
  while (kept.length > 1 && !fits(`${kept}…`)) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

/** Splits at spaces; a bracketed part such as '(0, 4)' is one word. */
function wordsOf(name: string): string[] {
  return name.match(/\([^)]*\)|\S+/g) ?? [];
}

function sharedStart(words: readonly string[], others: readonly string[]): number {
  const difference = words.findIndex((word, i) => word !== others[i]);
  return difference < 0 ? words.length : difference;
}
