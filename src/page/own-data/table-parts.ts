/** Parts of the table dialog. */
import { html, nothing, type TemplateResult } from 'lit';
import type { TablePreview, TableResult } from '../../data/csv/preview';

/** At most this many classes are listed. */
const MOST_CLASSES = 60;

/** Renders the classes with their numbers of rows. */
export function classList({ classes }: TableResult): TemplateResult {
  const shown = classes.slice(0, MOST_CLASSES);
  return html`<section class="part" aria-labelledby="classes">
    <h3 id="classes">${countWords(classes.length, 'class', 'classes')}</h3>
    <ul class="classes" tabindex="0" aria-labelledby="classes">
      ${shown.map(
        ({ name, count }) => html`<li><span title=${name}>${name}</span><b>${count.toLocaleString('en-GB')}</b></li>`,
      )}
      ${classes.length > shown.length ? html`<li>and ${classes.length - shown.length} more</li>` : nothing}
    </ul>
  </section>`;
}

/** Renders the first rows of the file. */
export function firstRows({ names, sample, table }: TablePreview): TemplateResult {
  const more = (table?.columns.length ?? 0) - names.length;
  return html`<div class="part">
    <h3 id="sample">
      First rows, as read${more > 0 ? html` <small>and ${more.toLocaleString('en-GB')} more columns</small>` : nothing}
    </h3>
    <div class="scroll" role="region" aria-labelledby="sample" tabindex="0">
      <table>
        <thead>
          <tr>
            ${names.map((name) => html`<th scope="col" title=${name}>${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${sample.map(
            (cells) =>
              html`<tr>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </div>`;
}

/** Returns a line about the resulting data: rows, inputs and classes. */
export function resultWords({ features, classes, trainingRows, heldOutRows, leftOut }: TableResult): string {
  return [
    `${countWords(trainingRows, 'row')} to train on, ${heldOutRows.toLocaleString('en-GB')} held out`,
    ...(leftOut > 0 ? [`${countWords(leftOut, 'row')} left out because of missing values`] : []),
    `${countWords(features, 'input')}, ${countWords(classes.length, 'class', 'classes')}`,
  ].join(' · ');
}

/** '1 row', '1,204 rows'. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
