/** The colours of a chart for one colour scheme, and the marks that distinguish lanes without colour. */

export interface Palette {
  ink: string;
  muted: string;
  /** Between muted ink and grid: axis lines and disabled marks. */
  faint: string;
  grid: string;
  surface: string;
  panel: string;
  accent: string;
  danger: string;
  /** One per lane, in order. */
  lanes: readonly string[];
  /** One per class of the data; further classes reuse them in order. */
  classes: readonly string[];
  /** Font family of canvas text. */
  font: string;
}

export type MarkerShape = 'circle' | 'square' | 'triangle' | 'diamond';

/** A lane's marks besides its colour: the dash pattern in CSS pixels and the marker at its points. */
export interface LaneMark {
  dash: readonly number[];
  marker: MarkerShape;
}

const LANE_MARKS: readonly LaneMark[] = [
  { dash: [], marker: 'circle' },
  { dash: [6, 3], marker: 'square' },
  { dash: [2, 2.5], marker: 'triangle' },
  { dash: [9, 3, 2, 3], marker: 'diamond' },
];

export function laneMark(lane: number): LaneMark {
  return LANE_MARKS[lane % LANE_MARKS.length];
}

export function laneColor(palette: Palette, lane: number): string {
  return palette.lanes[lane % palette.lanes.length];
}
