import type { CardView } from '@baton/contract';
import type { HandoffActions } from './use-handoff.ts';

/** What every part of the card may need. */
export interface CardProps<C extends CardView = CardView> {
  card: C;
  /** How long ago the card was received. */
  elapsedMs: number;
  now: number;
  /** An action is on its way. */
  busy: boolean;
  actions: HandoffActions;
}
