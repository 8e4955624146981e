import type { CompiledPolicy } from '../compile.ts';
import type { DecisionInput } from '../input.ts';
import { BUYING_STAGES, INTENTS, URGENCIES } from '../taxonomy.ts';
import { numberOf, plain, type Scalar } from '../values.ts';
import type { OwnerReason } from '../verdict.ts';
import type { Case } from './retrial.ts';

/** The same lead under another threshold. */
export function withThreshold({ policy, input }: Case, threshold: number): Case {
  const { document } = policy;
  const trigger = { ...document.trigger, threshold };
  return { policy: { ...policy, document: { ...document, trigger } } satisfies CompiledPolicy, input };
}

/** The same lead if nobody had the claim by which somebody got it. null: the reason is no claim of a person. */
export function withoutClaim({ policy, input }: Case, reason: OwnerReason): Case | null {
  switch (reason) {
    case 'existing_owner':
      return { policy, input: { ...input, contact: { ...input.contact, ownerId: null } } };
    case 'company_owner':
      return { policy, input: { ...input, company: input.company && { ...input.company, ownerId: null } } };
    case 'duplicate_owner':
      return { policy, input: { ...input, duplicateOf: null } };
    case 'previous_owner':
      return { policy, input: { ...input, previousOwnerId: null } };
    case 'open_handoff':
      return { policy, input: { ...input, openHandoff: null } };
    case 'creating_user':
      return { policy, input: { ...input, enquiry: { ...input.enquiry, creatorOwnerId: null } } };
    default:
      return null;
  }
}

const LABELS = new Map<string, readonly string[]>([
  ['intent', INTENTS],
  ['urgency', URGENCIES],
  ['stage', BUYING_STAGES],
]);

/**
 * The same lead with another value in one field, as a rule names it. null: that field is not changed by itself (an owner, the
 * event, a company that there is not), or cannot have that value.
 */
export function withValue(input: DecisionInput, field: string, value: Scalar): DecisionInput | null {
  const [space, name = ''] = field.split(/\.(.*)/s);
  if (name === 'hubspot_owner_id') return null;
  const { contact, company, assessment } = input;
  switch (space) {
    case 'contact':
      return { ...input, contact: { ...contact, facts: { ...contact.facts, [name]: value } } };
    case 'company':
      return company === null
        ? null
        : { ...input, company: { ...company, facts: { ...company.facts, [name]: value } } };
    case 'assessment': {
      const found = finding(name, value);
      return found === null ? null : { ...input, assessment: { ...assessment, [name]: found } };
    }
    default:
      return null;
  }
}

function finding(name: string, value: Scalar): string | number | null {
  if (name === 'score' || name === 'confidence') {
    const number = numberOf(value);
    return number !== null && number >= 0 && number <= (name === 'score' ? 100 : 1) ? number : null;
  }
  return LABELS.get(name)?.find((label) => label === plain(value)) ?? null;
}
