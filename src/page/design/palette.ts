/** The colours a chart draws with, resolved for one colour scheme, and the marks that tell lanes apart without colour. */

export interface Palette {
  ink: string;
  muted: string;
  /** Between muted ink and grid: axis lines, ghosts, disabled marks. */
  faint: string;
  grid: string;
  surface: string;
  panel: string;
  accent: string;
  danger: string;
  /** One a lane, in order. */
  lanes: readonly string[];
  /** One a class of the data; classes past the last start over. */
  classes: readonly string[];
  /** Family for canvas text. */
  font: string;
}

export type MarkerShape = 'circle' | 'square' | 'triangle' | 'diamond';

/** How a lane looks apart from its colour: dash pattern in CSS pixels and the marker at its points. */
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
