/** A label's wish: the middle it would have, and its height, in pixels. */
export interface Wish {
  middle: number;
  height: number;
}

/**
 * Moves labels apart just as far as needed so that none overlap within [top, bottom], keeping their order. Each group of
 * touching labels sits at the average of its members' wishes. Where all of them together are taller than the room, they
 * overflow at the bottom. Returns the middles in the order given.
 */
export function dodge(wishes: readonly Wish[], top: number, bottom: number): number[] {
  const order = wishes.map((_, i) => i).toSorted((a, b) => wishes[a].middle - wishes[b].middle);
  const groups: { members: number[]; start: number; height: number }[] = [];
  for (const index of order) {
    const { middle, height } = wishes[index];
    let group = { members: [index], start: fit(middle - height / 2, height), height };
    for (let last = groups.at(-1); last && last.start + last.height > group.start; last = groups.at(-1)) {
      groups.pop();
      group = merge(last.members.concat(group.members));
    }
    groups.push(group);
  }

  const middles: number[] = Array.from({ length: wishes.length }, () => 0);
  for (const group of groups) {
    let at = group.start;
    for (const index of group.members) {
      middles[index] = at + wishes[index].height / 2;
      at += wishes[index].height;
    }
  }
  return middles;

  function fit(start: number, height: number): number {
    return Math.max(top, Math.min(start, bottom - height));
  }

  function merge(members: number[]) {
    let height = 0;
    let wish = 0;
    for (const index of members) {
      wish += wishes[index].middle - wishes[index].height / 2 - height;
      height += wishes[index].height;
    }
    return { members, start: fit(wish / members.length, height), height };
  }
}
