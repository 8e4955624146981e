import type { CompiledRule } from './compile.ts';
import type { LeadFacts } from './lead-facts.ts';
import type { HardTarget } from './schema.ts';
import type { Situation } from './situation.ts';
import { ownerTurns } from './stickiness.ts';
import { reachesPerson } from './trigger.ts';
import { certain, type Destination, type Turn } from './turn.ts';
import type { Layer, OwnerReason } from './verdict.ts';

/** Walks the layers in order. The last turn is always a `yes`: the default pool takes what nothing else claims. */
export function* turns(situation: Situation, lead: LeadFacts): Generator<Turn> {
  const { input, policy, settings, activeOwnerId } = situation;
  yield* openHandoffTurns(situation);
  yield* sourceTurns(situation);
  // Who asks by hand has looked at the contact and wants it routed, whatever it says.
  if (input.enquiry.kind !== 'by_hand') {
    yield* ruleTurns('skip', policy.skip.candidates(lead), lead, (rule) => ({ to: 'skip', reason: rule.reason }));
  }
  if (settings.assign === 'ownerless' && activeOwnerId !== null) {
    yield certain('stickiness', 'contact_owner', { to: 'person', ownerId: activeOwnerId, reason: 'existing_owner' });
  }
  // An active owner comes before hard rules, unless a rule says that it holds even then, on a return.
  if (activeOwnerId === null || situation.isReturn) {
    yield* ruleTurns('hard', policy.hard.candidates(lead), lead, (rule) =>
      activeOwnerId === null || rule.evenIfOwned ? destinationOf(rule.to, situation, lead) : 'not_now',
    );
  } else yield { truth: 'no', layer: 'hard', because: [] };
  if (!reachesPerson(situation)) yield certain('trigger', null, { to: 'nurture' });
  else yield { truth: 'no', layer: 'trigger', because: [] };
  yield* ownerTurns(situation, lead);
  yield* ruleTurns('pool', policy.poolRules.candidates(lead), lead, (rule) => ({ to: 'pool', pool: rule.pool }));
  yield certain('pool', 'default_pool', { to: 'pool', pool: policy.document.defaultPool });
}

/** A person is on it already: whatever else the contact sends is added to that handoff. */
function* openHandoffTurns({ input: { openHandoff }, reconsidered, people }: Situation): Generator<Turn> {
  if (openHandoff === null || reconsidered !== null || people.get(openHandoff.ownerId)?.active !== true) return;
  const destination: Destination = { to: 'person', ownerId: openHandoff.ownerId, reason: 'open_handoff' };
  yield certain('stickiness', 'open_handoff', destination);
}

function* sourceTurns({ input, settings, activeOwnerId, people }: Situation): Generator<Turn> {
  const { creatorOwnerId } = input.enquiry;
  const because = ['event.source'];
  if (settings.assign === 'keep') {
    const creator = creatorOwnerId !== null && people.get(creatorOwnerId)?.active === true ? creatorOwnerId : null;
    const ownerId = activeOwnerId ?? creator;
    if (ownerId !== null) {
      const reason = ownerId === creatorOwnerId ? 'creating_user' : 'existing_owner';
      yield certain('source', 'keep', { to: 'person', ownerId, reason }, because);
    }
  }
  yield { truth: 'no', layer: 'source', because };
}

/** Asks rules in order. A rule whose destination does not exist (any more) is passed over; `not_now` leaves it out. */
function* ruleTurns<R extends CompiledRule>(
  layer: Layer,
  rules: Iterable<R>,
  lead: LeadFacts,
  destination: (rule: R) => Destination | 'not_now' | null,
): Generator<Turn> {
  const passedOver: string[] = [];
  for (const rule of rules) {
    const truth = rule.holds(lead);
    if (truth === 'no') continue;
    const to = destination(rule);
    if (to === 'not_now') continue;
    if (to === null) {
      if (truth === 'yes') passedOver.push(`${rule.id}: owner inactive`);
      continue;
    }
    yield {
      truth: to.to === 'unknown_person' ? 'maybe' : truth,
      layer,
      name: rule.id,
      rule: { id: rule.id, label: rule.label },
      destination: to,
      because: rule.fields,
      facts: to.to === 'unknown_person' ? [...rule.facts, 'company'] : rule.facts,
    };
  }
  yield { truth: 'no', layer, because: passedOver };
}

/** null: the person named is not active or there is none. */
function destinationOf(target: HardTarget, situation: Situation, lead: LeadFacts): Destination | null {
  const { input, people, activeOwnerId } = situation;
  const person = (ownerId: string | null | undefined, reason: OwnerReason): Destination | null =>
    typeof ownerId === 'string' && people.get(ownerId)?.active === true ? { to: 'person', ownerId, reason } : null;
  if (target === 'contact_owner') return person(activeOwnerId, 'existing_owner');
  if (target === 'company_owner') {
    return lead.awaited.has('company') ? { to: 'unknown_person' } : person(input.company?.ownerId, 'company_owner');
  }
  return 'pool' in target ? { to: 'pool', pool: target.pool } : person(target.ownerId, 'named_by_rule');
}
