/** The board shows the added view in a card of its own. */
import { expect, test } from 'vitest';
import { Board } from '../src/page/shell/board';
import { Store } from '../src/page/store/store';
import { FakeClient } from './fixtures/fake-client';
import { mount } from './fixtures/mount';
import { EXPERIMENTS } from './fixtures/snapshots';

test('the board shows it', async () => {
  const store = new Store((experiment) => new FakeClient(experiment));
  await store.open(EXPERIMENTS.duel);
  const board = await mount(Object.assign(new Board(), { store }), 1000);
  const card = board.renderRoot.querySelector('section[aria-labelledby=steps]');
  expect(card?.querySelector('h2')?.textContent).toContain('Steps taken');
  await expect.poll(() => card?.querySelector('snn-step-counter')?.shadowRoot?.textContent).toContain('Step 0');
});
