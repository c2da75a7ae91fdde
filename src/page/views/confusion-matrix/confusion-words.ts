/** The words of the confusion matrix. */
import { html, type TemplateResult } from 'lit';
import { mostFrequentMistake, rowsOfClasses, worstMistake, type Confusion } from '../../charts/confusion';
import { formatCount, formatShare } from '../../charts/format';

export const CONFUSION_WORDS = {
  axes: 'True class down, predicted class across; the colour is the share of the row.',
  noHeldOutRows: 'There are no test rows',
  tooManyClasses: (classes: string) => `${classes} classes are too many to draw`,
  diverged: 'Diverged: no predictions',
  correct: (share: string) => `${share} of the held-out rows are correctly classified.`,
  mistaken: (label: string, predicted: string, times: string, rows: string) =>
    `Most often mistaken: ${label} taken for ${predicted}, ${times} of ${rows}.`,
  noMatrix: (reason: string) => `${reason}: there is no confusion matrix.`,
} as const;

/** "76.7% of the held-out rows are correctly classified. Most often mistaken: …" */
export function confusionSentence(accuracy: number, confusion: Confusion, names: readonly string[]): string {
  const worst = mostFrequentMistake(confusion);
  const correct = CONFUSION_WORDS.correct(formatShare(accuracy));
  if (!worst) return correct;
  const { label, predicted, count, of } = worst;
  return `${correct} ${CONFUSION_WORDS.mistaken(names[label], names[predicted], times(count), formatCount(of))}`;
}

/** The label of the chart. */
export function matrixLabel(lane: string | undefined, sentence: string): string {
  return `Confusion matrix of ${lane ?? 'the network'}. ${sentence}`;
}

/** "Q taken for O: 12 of 180 (6.7%)"; cells are counted row by row. */
export function cellSentence(confusion: Confusion, names: readonly string[], cell: number): string {
  const { counts, classes } = confusion;
  const [label, predicted] = [Math.floor(cell / classes), cell % classes];
  const of = rowsOfClasses(confusion)[label];
  const what = label === predicted ? `${names[label]} classified correctly` : `${names[label]} taken for ${names[predicted]}`;
  return `${what}: ${formatCount(counts[cell])} of ${formatCount(of)}${of > 0 ? ` (${formatShare(counts[cell] / of)})` : ''}`;
}

/** One row per class, for screen readers: one per pair of classes would be too long to listen to. */
export function confusionTable(confusion: Confusion, names: readonly string[]): TemplateResult {
  const { counts, classes } = confusion;
  return html`<table class="visually-hidden">
    <caption>
      Held-out rows of each class
    </caption>
    <thead>
      <tr>
        <th scope="col">Class</th>
        <th scope="col">Rows</th>
        <th scope="col">Correct</th>
        <th scope="col">Most often taken for</th>
      </tr>
    </thead>
    <tbody>
      ${rowsOfClasses(confusion).map((count, label) => {
        const worst = worstMistake(confusion, label);
        return html`<tr>
          <th scope="row">${names[label]}</th>
          <td>${count}</td>
          <td>${counts[label * classes + label]}</td>
          <td>${worst ? `${names[worst.predicted]}, ${times(worst.count)}` : 'no other class'}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function times(count: number): string {
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${formatCount(count)} times`;
}
