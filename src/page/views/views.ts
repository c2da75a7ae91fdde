/**
 * The list of views, from the top of the board to its bottom. The board (../shell/board.ts) and the gallery (tests/gallery) show
 * what is listed here. To add a view, add its folder and a line to `VIEWS`.
 */
import { cost } from './cost-panel/view';
import { depthProfile } from './depth-profile/view';
import { layerDetail } from './layer-detail/view';
import { histograms } from './layer-histograms/view';
import { learned } from './learned-panel/view';
import { phase } from './phase-plane/view';
import { recipeCheck } from './recipe-check/view';
import { signal } from './signal-profile/view';
import { curves } from './training-curves/view';
import type { View } from './view';

export const VIEWS: readonly View[] = [
  depthProfile,
  learned,
  layerDetail,
  histograms,
  signal,
  phase,
  curves,
  recipeCheck,
  cost,
];
