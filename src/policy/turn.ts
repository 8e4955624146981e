import type { Truth } from './evaluate.ts';
import type { WaitableFact } from './schema.ts';
import type { SkipReason } from './taxonomy.ts';
import type { Layer, OwnerReason } from './verdict.ts';

export type Destination =
  | { to: 'skip'; reason: SkipReason }
  | { to: 'nurture' }
  | { to: 'person'; ownerId: string; reason: OwnerReason }
  /** Somebody, but HubSpot has not told yet who owns the company. */
  | { to: 'unknown_person' }
  /** `skills`: whoever gets it must have all of them; absent: anybody. */
  | { to: 'pool'; pool: string; skills?: readonly string[] };

/**
 * One thing that the policy says about a lead. `yes` ends the walk; `maybe` would, if a fact that may still arrive
 * turns out so; `no` closes a layer in which nothing applied.
 */
export type Turn =
  | {
      truth: Exclude<Truth, 'no'>;
      layer: Layer;
      /** The rule's id, or the name of what is built in. */
      name: string | null;
      rule: { id: string; label: string } | null;
      destination: Destination;
      because: readonly string[];
      /** Late facts that it looks at. */
      facts: readonly WaitableFact[];
    }
  | { truth: 'no'; layer: Layer; because: readonly string[] };

/** Hears a turn, and answers whether that is enough: then no more is told. */
export type Hear = (turn: Turn) => boolean;

/** A turn that needs no rule of the customer's. */
export function certain(
  layer: Layer,
  name: string | null,
  destination: Destination,
  because: readonly string[] = [],
): Extract<Turn, { destination: Destination }> {
  return { truth: 'yes', layer, name, rule: null, destination, because, facts: [] };
}
