import type { LeadFacts } from './lead-facts.ts';
import { fallbackOf, presenceOf, type Situation } from './situation.ts';
import { certain, type Turn } from './turn.ts';
import type { OwnerReason } from './verdict.ts';

type Kind = 'contactOwner' | 'duplicateOwner' | 'companyOwner' | 'previousOwner';

const NAMES: Record<Kind, string> = {
  contactOwner: 'contact_owner',
  duplicateOwner: 'duplicate_owner',
  companyOwner: 'company_owner',
  previousOwner: 'previous_owner',
};
const REASONS: Record<Kind, OwnerReason> = {
  contactOwner: 'existing_owner',
  duplicateOwner: 'duplicate_owner',
  companyOwner: 'company_owner',
  previousOwner: 'previous_owner',
};

/**
 * People who have a claim on the lead, the strongest first: the contact's owner, the owner of another record of the same
 * person, the company's, whoever had the last handoff. A contact that was just created stays with its active owner
 * whatever the policy says, away or not.
 */
export function* ownerTurns(situation: Situation, lead: LeadFacts): Generator<Turn> {
  const { input } = situation;
  const notes: string[] = [];
  yield* claim(situation, 'contactOwner', input.contact.ownerId, notes);
  yield* claim(situation, 'duplicateOwner', input.duplicateOf?.ownerId ?? null, notes);
  const { stickiness, waitForFacts } = situation.policy.document;
  if (lead.awaited.has('company') && stickiness.companyOwner.enabled && waitForFacts.forCompanyOwner) {
    yield {
      truth: 'maybe',
      layer: 'stickiness',
      name: NAMES.companyOwner,
      rule: null,
      destination: { to: 'unknown_person' },
      because: ['company.hubspot_owner_id'],
      facts: ['company'],
    };
  }
  yield* claim(situation, 'companyOwner', input.company?.ownerId ?? null, notes);
  yield* claim(situation, 'previousOwner', input.previousOwnerId, notes);
  yield { truth: 'no', layer: 'stickiness', because: notes };
}

function* claim(situation: Situation, kind: Kind, ownerId: string | null, notes: string[]): Generator<Turn> {
  if (ownerId === null) return;
  const settings = situation.policy.document.stickiness[kind];
  const justCreated = kind === 'contactOwner' && !situation.isReturn;
  if (!settings.enabled && !justCreated) return;
  const presence = presenceOf(situation, ownerId);
  const keeps = presence === 'here' || (presence === 'away' && (justCreated || settings.whenAway === 'keep'));
  if (keeps) yield certain('stickiness', NAMES[kind], { to: 'person', ownerId, reason: REASONS[kind] });
  notes.push(`${NAMES[kind]}: ${presence}`);
  if (presence !== 'inactive' || settings.whenInactive !== 'fallback') return;
  const standIn = fallbackOf(situation, situation.policy.document.defaultPool);
  if (standIn !== null) {
    yield certain('stickiness', NAMES[kind], { to: 'person', ownerId: standIn, reason: 'fallback_person' });
  }
}
