import type { CompiledRule } from './compile.ts';
import type { LeadFacts } from './lead-facts.ts';
import type { HardTarget } from './schema.ts';
import { mayHave, type Situation } from './situation.ts';
import { tellOwners } from './stickiness.ts';
import { reachesPerson } from './trigger.ts';
import { certain, type Destination, type Hear, type Turn } from './turn.ts';
import type { Layer, OwnerReason } from './verdict.ts';

/**
 * Walks the layers in order and tells each turn, until `hear` has heard enough. The last turn is always a `yes`: the default
 * pool takes what nothing else claims. (Told, not yielded: a generator for each layer costs more than the layers themselves.)
 */
export function tellTurns(situation: Situation, lead: LeadFacts, hear: Hear): boolean {
  return (
    tellOpenHandoff(situation, hear) ||
    tellSource(situation, hear) ||
    tellSkip(situation, lead, hear) ||
    tellActiveOwner(situation, hear) ||
    tellHard(situation, lead, hear) ||
    hear(situation.lapsed.size > 0 || reachesPerson(situation) ? TRIGGERED : NURTURED) ||
    tellOwners(situation, lead, hear) ||
    tellPools(situation, lead, hear)
  );
}

const TRIGGERED: Turn = { truth: 'no', layer: 'trigger', because: [] };
const NURTURED: Turn = certain('trigger', null, { to: 'nurture' });
const NO_HARD_RULE: Turn = { truth: 'no', layer: 'hard', because: [] };
const BECAUSE_OF_SOURCE = ['event.source'];
const NO_SOURCE: Turn = { truth: 'no', layer: 'source', because: BECAUSE_OF_SOURCE };

/** A person is on it already: whatever else the contact sends is added to that handoff. */
function tellOpenHandoff({ input: { openHandoff }, reconsidered, people }: Situation, hear: Hear): boolean {
  if (openHandoff === null || reconsidered !== null || people.get(openHandoff.ownerId)?.active !== true) return false;
  const destination: Destination = { to: 'person', ownerId: openHandoff.ownerId, reason: 'open_handoff' };
  return hear(certain('stickiness', 'open_handoff', destination));
}

function tellSource(situation: Situation, hear: Hear): boolean {
  const { input, settings, activeOwnerId } = situation;
  const { creatorOwnerId } = input.enquiry;
  if (settings.assign === 'keep') {
    const creator = creatorOwnerId !== null && mayHave(situation, creatorOwnerId) ? creatorOwnerId : null;
    const ownerId = activeOwnerId ?? creator;
    if (ownerId !== null) {
      const reason = ownerId === creatorOwnerId ? 'creating_user' : 'existing_owner';
      if (hear(certain('source', 'keep', { to: 'person', ownerId, reason }, BECAUSE_OF_SOURCE))) return true;
    }
  }
  return hear(NO_SOURCE);
}

/** Who asks by hand has looked at the contact and wants it routed, whatever it says; what lapsed was worth it before. */
function tellSkip({ input, policy, lapsed }: Situation, lead: LeadFacts, hear: Hear): boolean {
  if (input.enquiry.kind === 'by_hand' || lapsed.size > 0) return false;
  return tellRules('skip', policy.skip.candidates(lead), lead, hear, (rule) => ({ to: 'skip', reason: rule.reason }));
}

function tellActiveOwner({ settings, activeOwnerId }: Situation, hear: Hear): boolean {
  if (settings.assign !== 'ownerless' || activeOwnerId === null) return false;
  return hear(
    certain('stickiness', 'contact_owner', { to: 'person', ownerId: activeOwnerId, reason: 'existing_owner' }),
  );
}

/** An active owner comes before hard rules, unless a rule says that it holds even then, on a return. */
function tellHard(situation: Situation, lead: LeadFacts, hear: Hear): boolean {
  const { policy, activeOwnerId, isReturn } = situation;
  if (activeOwnerId !== null && !isReturn) return hear(NO_HARD_RULE);
  return tellRules('hard', policy.hard.candidates(lead), lead, hear, (rule) =>
    activeOwnerId === null || rule.evenIfOwned ? destinationOf(rule, situation, lead) : 'not_now',
  );
}

function tellPools({ policy }: Situation, lead: LeadFacts, hear: Hear): boolean {
  return (
    tellRules('pool', policy.poolRules.candidates(lead), lead, hear, (rule) => ({
      to: 'pool',
      pool: rule.pool,
      skills: rule.skills,
    })) || hear(certain('pool', 'default_pool', { to: 'pool', pool: policy.document.defaultPool }))
  );
}

/** Asks rules in order. A rule whose destination does not exist (any more) is passed over; `not_now` leaves it out. */
function tellRules<R extends CompiledRule>(
  layer: Layer,
  rules: readonly R[],
  lead: LeadFacts,
  hear: Hear,
  destination: (rule: R) => Destination | 'not_now' | null,
): boolean {
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
    const unknown = to.to === 'unknown_person';
    const enough = hear({
      truth: unknown ? 'maybe' : truth,
      layer,
      name: rule.id,
      rule: { id: rule.id, label: rule.label },
      destination: to,
      because: rule.fields,
      facts: unknown ? [...rule.facts, 'company'] : rule.facts,
    });
    if (enough) return true;
  }
  return hear({ truth: 'no', layer, because: passedOver });
}

/** null: the person named is not active or there is none. */
function destinationOf(
  { to: target, skills }: { to: HardTarget; skills: readonly string[] },
  situation: Situation,
  lead: LeadFacts,
): Destination | null {
  const { input, activeOwnerId } = situation;
  const person = (ownerId: string | null | undefined, reason: OwnerReason): Destination | null =>
    typeof ownerId === 'string' && mayHave(situation, ownerId) ? { to: 'person', ownerId, reason } : null;
  if (target === 'contact_owner') return person(activeOwnerId, 'existing_owner');
  if (target === 'company_owner') {
    return lead.awaited.has('company') ? { to: 'unknown_person' } : person(input.company?.ownerId, 'company_owner');
  }
  return 'pool' in target ? { to: 'pool', pool: target.pool, skills } : person(target.ownerId, 'named_by_rule');
}
