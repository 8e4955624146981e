import { valueInWords } from './describe/fields.ts';
import type { DecisionInput } from './input.ts';
import { readerOf, type LeadFacts } from './lead-facts.ts';
import type { OnChange } from './on-change.ts';

const HOLDS_ID = /(?:companyid|_id)$/;

/** What a lead has of the facts for which the policy moves handoffs, in words; ids say nothing to people and are left out. */
export function movingFacts(input: DecisionInput, { reroute, hard }: OnChange): Record<string, string> {
  const lead: LeadFacts = { input, group: 'enquiry', awaited: new Set() };
  const facts: Record<string, string> = {};
  for (const field of new Set([...reroute, ...hard])) {
    if (HOLDS_ID.test(field)) continue;
    const value = readerOf(field)(lead);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
    if (value !== '') facts[field] = valueInWords(field, value, String);
  }
  return facts;
}
