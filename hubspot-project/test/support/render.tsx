import type { CardView } from '@baton/contract';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { HandoffCard } from '../../src/app/cards/HandoffCard.tsx';
import { soon, startServer, type Sent, type Server } from './server.ts';

export const BATON_URL = 'https://baton.example.com';

/** The handoff card on a record, at `location`. */
export function renderCard(location: 'crm.record.tab' | 'crm.record.sidebar' = 'crm.record.tab') {
  const renderer = createRenderer(location);
  renderer.mocks.context.variables = { BATON_URL };
  renderer.mocks.context.user.locale = 'en-gb';
  renderer.render(<HandoffCard />);
  return { ...renderer, waitFor: soon };
}

/** A server that always has this card, and what is answered to actions. */
export function serverWith(card: CardView, act: (request: Sent) => unknown = () => undefined): Server {
  return startServer((request) => (request.method === 'GET' ? { ok: true, card } : act(request)));
}

/** All that can be read on the page, overlays and what is folded away included. */
export function textOf(renderer: { getRootNode(): { toString(): string } }): string {
  return renderer.getRootNode().toString();
}
