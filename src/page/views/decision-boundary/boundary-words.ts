/** The words of the decision boundary. */
import type { LaneSnapshot } from '../../../experiment/snapshot';
import { formatShare } from '../../charts/format';
import { waitingLabel } from '../words';

export const BOUNDARY_WORDS = {
  keys: { heldOut: 'held-out points', boundary: 'decision boundary (50 : 50)' },
  tableCaption: 'Share of the plane that each class is predicted for',
} as const;

/** The label of the chart. `shares` are those of the plane by class, empty until there are predictions. */
export function boundarySentence(
  lane: LaneSnapshot | undefined,
  step: number,
  shares: readonly number[],
  classNames: readonly string[],
): string {
  if (!lane) return waitingLabel('Decision boundary');
  const heldOut = lane.heldOutAccuracy === null ? '' : ` and ${formatShare(lane.heldOutAccuracy)} of the held-out points`;
  const parts = shares.map((share, label) => `${classNames[label] ?? label} on ${formatShare(share)}`);
  const plane = parts.length ? ` It predicts ${parts.join(', ')} of the plane.` : '';
  return `Decision boundary of ${lane.label} at step ${step}: ${formatShare(lane.accuracy)} of the training batch${heldOut} are classified correctly.${plane}`;
}
