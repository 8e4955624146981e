import { foldReason } from '../mailbox/reasons.ts';
import type { NewReasons } from '../mailbox/types.ts';
import type { Consequence } from './keep.ts';

export type Forget = Extract<Consequence, { do: 'forget' }>;
export type Restore = Extract<Consequence, { do: 'restore' }>;

export interface Folded {
  /** One entry per contact, sorted by contact id: concurrent requests then lock rows in one order. */
  wakes: NewReasons[];
  forgets: Forget[];
  restores: Restore[];
}

/**
 * What a batch of events comes to per contact: five changes of one contact are one row with five reasons, its lane the
 * most urgent of them; of several changes of one property the newest counts; of deletion and restore the later.
 */
export function foldConsequences(consequences: readonly Consequence[]): Folded {
  const reasons = new Map<string, NewReasons>();
  const lastWords = new Map<string, Forget | Restore>();
  for (const consequence of consequences) {
    if (consequence.do === 'wake') {
      const before = reasons.get(consequence.contactId);
      reasons.set(consequence.contactId, {
        contactId: consequence.contactId,
        lane: before?.lane === 'fresh' ? 'fresh' : consequence.lane,
        reasons: foldReason(before?.reasons ?? [], consequence.reason),
      });
    } else {
      const before = lastWords.get(consequence.contactId);
      if (before === undefined || isLater(consequence, before)) lastWords.set(consequence.contactId, consequence);
    }
  }
  const ends = [...lastWords.values()].sort(byContact);
  const forgets = ends.filter((end) => end.do === 'forget');
  return {
    wakes: withoutGone(reasons, forgets).sort(byContact),
    forgets,
    restores: ends.filter((end) => end.do === 'restore'),
  };
}

/** Nobody looks at a contact that is gone; what was asked of a merged one is asked of the winner. */
function withoutGone(wakes: ReadonlyMap<string, NewReasons>, forgets: readonly Forget[]): NewReasons[] {
  const left = new Map(wakes);
  for (const { contactId, mergedInto } of forgets) {
    const gone = left.get(contactId);
    left.delete(contactId);
    if (gone === undefined || mergedInto === null) continue;
    const winner = left.get(mergedInto) ?? { contactId: mergedInto, lane: gone.lane, reasons: [] };
    left.set(mergedInto, {
      ...winner,
      lane: winner.lane === 'fresh' ? 'fresh' : gone.lane,
      reasons: gone.reasons.reduce(foldReason, winner.reasons),
    });
  }
  return [...left.values()];
}

/** An erase is told together with a deletion, in any order, and is the stronger word of the two. */
function isLater(one: Forget | Restore, other: Forget | Restore): boolean {
  if (one.do === 'forget' && other.do === 'forget' && (one.gone === 'privacy' || other.gone === 'privacy')) {
    return one.gone === 'privacy';
  }
  return one.atMs >= other.atMs;
}

function byContact(a: { contactId: string }, b: { contactId: string }): number {
  if (a.contactId === b.contactId) return 0;
  return a.contactId < b.contactId ? -1 : 1;
}
