/**
 * A name where there is no room for all of it: without what it begins with like another of `names`, which says nothing about it,
 * then cut at its end. 'SELU + LeCun normal + alpha dropout 0.1' beside 'SELU + LeCun normal' is '… + alpha dropout 0.1'.
 *
 * @param fits whether a text has room
 */
export function cutName(name: string, names: readonly string[], fits: (text: string) => boolean): string {
  if (fits(name)) return name;
  const words = wordsOf(name);
  const others = names.filter((other) => other !== name);
  const starts = others
    .map((other) => sharedStart(words, wordsOf(other)))
    .filter((shared) => shared > 0 && shared < words.length);
  const rests = starts.toSorted((a, b) => b - a).map((shared) => words.slice(shared).join(' '));
  // Not one that another name ends with, if there is a choice: that would be no difference.
  const rest = rests.find((each) => others.every((other) => !other.endsWith(each))) ?? rests[0];
  return cutEnd(rest === undefined ? name : `… ${rest}`, fits);
}

/** The text, ended with an ellipsis where it does not fit whole; its first letter at least stays. */
export function cutEnd(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  let kept = text;
  while (kept.length > 1 && !fits(`${kept}…`)) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

/** What stands in brackets, '(0, 4)', is one word. */
function wordsOf(name: string): string[] {
  return name.match(/\([^)]*\)|\S+/g) ?? [];
}

function sharedStart(words: readonly string[], others: readonly string[]): number {
  const apart = words.findIndex((word, i) => word !== others[i]);
  return apart < 0 ? words.length : apart;
}
