import { css, html, type TemplateResult } from 'lit';
import { formatShare } from '../../charts/format';
import { laneSwatch } from '../../design/lane-keys';

/** Renders a lane's probability of each class as bars from 0 to 1. */
export function classBars(
  label: string,
  lane: number,
  classNames: readonly string[],
  probabilities: Float32Array | null,
): TemplateResult {
  // No class is marked for a diverged network, whose probabilities are NaN.
  const most = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : -1;
  return html`<table class="bars lane-${lane % 4}">
    <caption title=${label}>
      <div>${laneSwatch(lane)}<span>${label}</span></div>
    </caption>
    <tbody>
      ${classNames.map((name, at) => {
        const probability = probabilities?.[at] ?? 0;
        const width = `${100 * (Number.isFinite(probability) ? probability : 0)}%`;
        return html`<tr class=${at === most ? 'most' : ''}>
          <th scope="row">${name}</th>
          <td class="bar" aria-hidden="true">
            <svg width="100%" height="8"><rect width=${width} height="8" rx="1.5" fill="currentColor" /></svg>
          </td>
          <td class="share">${probabilities ? formatShare(Math.round(100 * probability) / 100) : '–'}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

export const classBarStyles = css`
  .bars {
    width: 100%;
    table-layout: fixed;
    border-collapse: collapse;
    font-size: var(--snn-text-sm);
  }

  .bars caption {
    padding-bottom: var(--snn-space-1);
    font-size: var(--snn-text-md);
    font-weight: 600;
  }

  /* As wide as the bars, even with a long label. */
  .bars caption div {
    display: flex;
    align-items: flex-start;
    gap: 0.5rem;
    width: 0;
    min-width: 100%;
  }

  .bars caption svg {
    flex: none;
    margin-top: 0.2rem;
  }

  /* Lines enough for what tells one lane from another. */
  .bars caption span {
    display: -webkit-box;
    overflow: hidden;
    font-size: var(--snn-text-sm);
    line-height: 1.25;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    line-clamp: 4;
  }

  .bars th {
    width: 1rem;
    color: var(--snn-muted);
    font-weight: 400;
    text-align: left;
  }

  .bars td,
  .bars th {
    height: 1.15rem;
    padding: 0;
    line-height: 1.15rem;
  }

  .bars .bar svg {
    display: block;
    border-radius: 1.5px;
    background: var(--snn-grid);
  }

  .bars .share {
    width: 2.6rem;
    color: var(--snn-muted);
    text-align: right;
  }

  .bars .most th,
  .bars .most .share {
    color: var(--snn-ink);
    font-weight: 700;
  }
`;
