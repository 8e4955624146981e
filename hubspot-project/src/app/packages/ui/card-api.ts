import { actionAnswer, cardAnswer, type ActionRequest, type CardView } from '@baton/contract';
import { ok, refused, type Answer } from './answers.ts';
import type { At } from './api.ts';
import { ask } from './ask.ts';

/** What the handoff card asks. */
export function cardApi(at: At) {
  return {
    readHandoff: (contactId: string): Promise<Answer<CardView>> =>
      ask(at(`/cards/handoff?objectId=${encodeURIComponent(contactId)}`), cardAnswer, (said) =>
        said.ok ? ok(said.card) : refused(said),
      ),
    act: (request: ActionRequest): Promise<Answer<CardView>> =>
      ask(at('/cards/handoff/actions', request), actionAnswer, (said) =>
        said.ok ? ok(said.card) : refused(said, said.card),
      ),
  };
}
