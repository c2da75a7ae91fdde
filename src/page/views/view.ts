import type { nothing, TemplateResult } from 'lit';
import type { CompleteExperiment } from '../../experiment/experiment';
import type { ExperimentEditor } from '../store/experiment-editor';
import type { Store } from '../store/store';

/** What a view may show and change: the page's store, or the gallery's stand-in for it. */
export type ViewState = Readonly<Pick<Store, 'client' | 'experiment' | 'snapshot' | 'history' | 'selection'>> & {
  readonly editor: Pick<ExperimentEditor, 'draft' | 'edit' | 'dismiss'>;
};

/** An entry in the list of views (views.ts). */
export interface View {
  /** The id of its heading, and its address in the gallery: `?view=<name>`. */
  name: string;
  /** The heading of its card. */
  title: string;
  /** Follows the title in small print. */
  subtitle?: string;
  /**
   * Where on the board: the first card, under the table of lanes ('hero'); next to it, in a card of its own making ('side'); below
   * them while a layer is selected ('selection'); or in a card further down, in the order of the list ('card').
   */
  place: 'hero' | 'side' | 'selection' | 'card';
  /** Set where each lane has a view of its own: they are shown next to each other, each under its lane's name. */
  perLane?: true;
  /** Draws the view; `lane` is 0 where one view serves all lanes. */
  render: (state: ViewState, lane: number) => TemplateResult | typeof nothing;
  /** A paragraph under the view. */
  note?: (experiment: CompleteExperiment) => TemplateResult | typeof nothing;
}
