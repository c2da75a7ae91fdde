/** A label before it is moved: its preferred centre and its height, in pixels. */
export interface LabelBox {
  center: number;
  height: number;
}

/**
 * Returns the centres of labels, moved apart just enough that none overlap within [top, bottom], in the order given. Labels
 * keep their vertical order; each group of touching labels is placed at the average of its members' preferred positions. If
 * all labels together are taller than the range, they overflow at the bottom.
 */
export function dodge(labels: readonly LabelBox[], top: number, bottom: number): number[] {
  const order = labels.map((_, i) => i).toSorted((a, b) => labels[a].center - labels[b].center);
  const groups: { members: number[]; start: number; height: number }[] = [];
  for (const index of order) {
    const { center, height } = labels[index];
    let group = { members: [index], start: fit(center - height / 2, height), height };
    for (let last = groups.at(-1); last && last.start + last.height > group.start; last = groups.at(-1)) {
      groups.pop();
      group = merge(last.members.concat(group.members));
    }
    groups.push(group);
  }

  const centers: number[] = Array.from({ length: labels.length }, () => 0);
  for (const group of groups) {
    let at = group.start;
    for (const index of group.members) {
      centers[index] = at + labels[index].height / 2;
      at += labels[index].height;
    }
  }
  return centers;

  function fit(start: number, height: number): number {
    return Math.max(top, Math.min(start, bottom - height));
  }

  function merge(members: number[]) {
    let height = 0;
    let preferred = 0;
    for (const index of members) {
      preferred += labels[index].center - labels[index].height / 2 - height;
      height += labels[index].height;
    }
    return { members, start: fit(preferred / members.length, height), height };
  }
}
