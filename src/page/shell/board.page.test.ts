/** The board shows every view of the list. */
import { expect, it } from 'vitest';
import { FakeClient } from '../../../tests/fixtures/fake-client';
import { mount, part } from '../../../tests/fixtures/mount';
import { EXPERIMENTS } from '../../../tests/fixtures/snapshots';
import { Store } from '../store/store';
import { VIEWS } from '../views/views';
import { Board } from './board';

it('shows every view of the list, each card under its heading', async () => {
  const { duel } = EXPERIMENTS;
  const store = new Store((experiment) => new FakeClient(experiment));
  await store.open(duel);
  store.select({ lane: 1, layer: 2 });
  const board = await mount(Object.assign(new Board(), { store }), 1000);
  const cards = VIEWS.filter(({ place }) => place === 'card');
  const shown = [...board.renderRoot.querySelectorAll('h2')].map(({ id, textContent }) => ({ id, title: textContent }));
  expect(shown.map(({ id }) => id)).toEqual(cards.map(({ name }) => name));
  cards.forEach(({ title, subtitle }, at) => {
    expect(shown[at].title).toContain(title);
    expect(shown[at].title).toContain(subtitle ?? '');
  });
  for (const { name, perLane } of cards) {
    const views = board.renderRoot.querySelectorAll(`[aria-labelledby=${name}] .columns > div`);
    expect(views).toHaveLength(perLane ? duel.lanes.length : 0);
  }
  const elements = [...board.renderRoot.querySelectorAll('*')].filter(({ localName }) => localName.startsWith('snn-'));
  expect(elements.every(({ shadowRoot }) => shadowRoot?.firstElementChild)).toBe(true);
  expect(part(board, '.hero').getAttribute('aria-label')).toBe('Depth profile');
  expect(part(board, '.detail').getAttribute('aria-label')).toBe('Layer 3 of ReLU');
  expect(new Set(VIEWS.map(({ name }) => name)).size).toBe(VIEWS.length);
});
