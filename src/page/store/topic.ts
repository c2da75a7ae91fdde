/** What has changed: the experiment or the messages at its controls, the snapshot, or any other state of the page. */
export type Topic = 'experiment' | 'snapshot' | 'state';
