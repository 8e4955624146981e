import type { LeadFacts } from './lead-facts.ts';
import { fallbackOf, presenceOf, type Situation } from './situation.ts';
import { certain, type Hear } from './turn.ts';
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
export function tellOwners(situation: Situation, lead: LeadFacts, hear: Hear): boolean {
  const { input } = situation;
  const notes: string[] = [];
  return (
    tellClaim(situation, 'contactOwner', input.contact.ownerId, { notes, hear }) ||
    tellClaim(situation, 'duplicateOwner', input.duplicateOf?.ownerId ?? null, { notes, hear }) ||
    tellAwaitedOwner(situation, lead, hear) ||
    tellClaim(situation, 'companyOwner', input.company?.ownerId ?? null, { notes, hear }) ||
    tellClaim(situation, 'previousOwner', input.previousOwnerId, { notes, hear }) ||
    hear({ truth: 'no', layer: 'stickiness', because: notes })
  );
}

/** Somebody may own the company that HubSpot has not named yet. */
function tellAwaitedOwner({ policy }: Situation, lead: LeadFacts, hear: Hear): boolean {
  const { stickiness, waitForFacts } = policy.document;
  if (!lead.awaited.has('company') || !stickiness.companyOwner.enabled || !waitForFacts.forCompanyOwner) return false;
  return hear({
    truth: 'maybe',
    layer: 'stickiness',
    name: NAMES.companyOwner,
    rule: null,
    destination: { to: 'unknown_person' },
    because: ['company.hubspot_owner_id'],
    facts: ['company'],
  });
}

/** `notes`: why those who have a claim do not get the lead. */
function tellClaim(
  situation: Situation,
  kind: Kind,
  ownerId: string | null,
  { notes, hear }: { notes: string[]; hear: Hear },
): boolean {
  if (ownerId === null) return false;
  const settings = situation.policy.document.stickiness[kind];
  const justCreated = kind === 'contactOwner' && !situation.isReturn;
  if (!settings.enabled && !justCreated) return false;
  const presence = presenceOf(situation, ownerId);
  const keeps = presence === 'here' || (presence === 'away' && (justCreated || settings.whenAway === 'keep'));
  if (keeps && hear(certain('stickiness', NAMES[kind], { to: 'person', ownerId, reason: REASONS[kind] }))) return true;
  notes.push(`${NAMES[kind]}: ${presence}`);
  if (presence !== 'inactive' || settings.whenInactive !== 'fallback') return false;
  const standIn = fallbackOf(situation, situation.policy.document.defaultPool);
  if (standIn === null) return false;
  return hear(certain('stickiness', NAMES[kind], { to: 'person', ownerId: standIn, reason: 'fallback_person' }));
}
