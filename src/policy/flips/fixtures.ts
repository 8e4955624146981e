import { compilePolicy } from '../compile.ts';
import { decide } from '../decide.ts';
import type { DecisionInput } from '../input.ts';
import { policySchema, type PolicyDocument } from '../schema.ts';
import type { Verdict } from '../verdict.ts';
import type { LeadChange, PersonChange, PersonFlip } from './flip.ts';

/** For tests: the changes as an admin, HubSpot or the lead would make them: in the policy's document and the whole input, decided from scratch. */
export class World {
  readonly document: PolicyDocument;
  readonly lead: DecisionInput;

  constructor(document: PolicyDocument, lead: DecisionInput) {
    this.document = structuredClone(document);
    this.lead = structuredClone(lead);
  }

  decide(): Verdict {
    return decide(compilePolicy(policySchema.parse(this.document)), {
      ...this.lead,
      enquiry: { ...this.lead.enquiry, ageMs: 60_000 },
    });
  }

  person({ ownerId, pool: name }: Pick<PersonFlip, 'ownerId' | 'pool'>, change: PersonChange): this {
    const { document } = this;
    const itsPool = document.pools.find((one) => one.name === name);
    const its = itsPool?.members.find((one) => one.ownerId === ownerId);
    const state = this.lead.people.find((one) => one.ownerId === ownerId);
    if (itsPool === undefined || its === undefined || state === undefined) throw new Error('there is no such member');
    switch (change.what) {
      case 'cap':
        its.caps = { ...(its.caps ?? itsPool.caps), [change.kind]: change.to };
        break;
      case 'weight':
        its.weight = change.to;
        break;
      case 'skill': {
        const terms = document.people?.[ownerId] ?? {};
        document.people = {
          ...document.people,
          [ownerId]: { ...terms, skills: [...(terms.skills ?? []), change.skill] },
        };
        break;
      }
      case 'available':
        state.availability = 'available';
        break;
      case 'leave':
        state.outOfOffice = [];
        break;
      case 'hours':
        state.workingHours = [{ weekday: 3, startMinute: 0, endMinute: 1_440 }];
        break;
      case 'holiday':
        delete state.holidays;
        break;
      case 'language':
        state.languages = [...state.languages, String(this.lead.contact.facts['language'])];
        break;
      default:
        throw new Error(change satisfies never);
    }
    return this;
  }

  change(change: LeadChange): this {
    const { lead: it } = this;
    if (change.what === 'threshold') this.document.trigger.threshold = change.to;
    else if (change.what === 'value') {
      const [space = '', name = ''] = change.field.split('.');
      const facts = space === 'contact' ? it.contact.facts : space === 'company' ? it.company?.facts : it.assessment;
      Object.assign(facts ?? {}, { [name]: change.to });
    } else if (change.of === 'existing_owner') it.contact.ownerId = null;
    else if (change.of === 'company_owner' && it.company !== null) it.company.ownerId = null;
    else if (change.of === 'previous_owner') it.previousOwnerId = null;
    else throw new Error(`nothing here gives a lead by ${change.of}`);
    return this;
  }
}
