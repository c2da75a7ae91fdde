import { css } from 'lit';

/** Sets `--lane` to the colour of the lane given by an element's class or `data-lane`. */
export const laneStyles = css`
  .lane-0,
  :host([data-lane='0']) {
    --lane: var(--snn-lane-0);
  }

  .lane-1,
  :host([data-lane='1']) {
    --lane: var(--snn-lane-1);
  }

  .lane-2,
  :host([data-lane='2']) {
    --lane: var(--snn-lane-2);
  }

  .lane-3,
  :host([data-lane='3']) {
    --lane: var(--snn-lane-3);
  }

  .lane-text {
    color: var(--lane);
  }
`;

/** A lane's name with its swatch, as an `h3`, on one line. */
export const laneHeadingStyles = css`
  h3 {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-width: 0;
    margin: 0 0 var(--snn-space-1);
    font-size: var(--snn-text-md);
    font-weight: 600;
  }

  h3 svg {
    flex: none;
  }

  h3 span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
