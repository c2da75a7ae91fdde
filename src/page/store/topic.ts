/** What a component may redraw for: the experiment or its messages, a new snapshot, or anything else of the page's state. */
export type Topic = 'experiment' | 'snapshot' | 'state';
