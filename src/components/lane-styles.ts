import { css } from 'lit';

/** `--lane` is the colour of the lane that an element's class or `data-lane` names. */
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
