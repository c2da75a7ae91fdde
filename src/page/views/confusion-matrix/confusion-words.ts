/** A confusion matrix in words, for those who hear it and for those who look twice. */
import { html, type TemplateResult } from 'lit';
import { mostFrequentMistake, rowsOfClasses, worstMistake, type Confusion } from '../../charts/confusion';
import { formatCount, formatShare } from '../../charts/format';

/** " Most often mistaken: Q taken for O, 12 times of 180."; empty where nothing was mistaken. */
export function mistakeSentence(confusion: Confusion, names: readonly string[]): string {
  const worst = mostFrequentMistake(confusion);
  if (!worst) return '';
  const { label, predicted, count, of } = worst;
  return ` Most often mistaken: ${names[label]} taken for ${names[predicted]}, ${times(count)} of ${formatCount(of)}.`;
}

/** "Q taken for O: 12 of 180 (6.7%)"; cells are counted row by row. */
export function cellSentence(confusion: Confusion, names: readonly string[], cell: number): string {
  const { counts, classes } = confusion;
  const [label, predicted] = [Math.floor(cell / classes), cell % classes];
  const of = rowsOfClasses(confusion)[label];
  const what = label === predicted ? `${names[label]} recognised` : `${names[label]} taken for ${names[predicted]}`;
  return `${what}: ${formatCount(counts[cell])} of ${formatCount(of)}${of > 0 ? ` (${formatShare(counts[cell] / of)})` : ''}`;
}

/** One row a class, for screen readers: a cell a pair would be a table that nobody listens to. */
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
        <th scope="col">Right</th>
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
          <td>${worst ? `${names[worst.predicted]}, ${times(worst.count)}` : 'nothing else'}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function times(count: number): string {
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${formatCount(count)} times`;
}
