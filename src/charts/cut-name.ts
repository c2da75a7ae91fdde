/**
 * A name where there is no room for all of it: without what it begins with like another of `names`, which says nothing about it,
 * then cut at its end. 'SELU + LeCun normal + alpha dropout 0.1' beside 'SELU + LeCun normal' is '… + alpha dropout 0.1'.
 *
 * @param fits whether a text has room
 */
export function cutName(name: string, names: readonly string[], fits: (text: string) => boolean): string {
  if (fits(name)) return name;
  const words = name.split(' ');
  const shared = Math.max(0, ...names.filter((other) => other !== name).map((other) => sharedStart(words, other.split(' '))));
  const own = shared > 0 && shared < words.length ? `… ${words.slice(shared).join(' ')}` : name;
  return fits(own) ? own : cutEnd(own, fits);
}

/** The text, ended with an ellipsis where it does not fit whole; its first letter at least stays. */
export function cutEnd(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  let kept = text;
  while (kept.length > 1 && !fits(`${kept}…`)) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

function sharedStart(words: readonly string[], others: readonly string[]): number {
  const apart = words.findIndex((word, i) => word !== others[i]);
  return apart < 0 ? words.length : apart;
}
