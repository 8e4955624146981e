import type { Assessment, CleanLead } from './assessment.ts';
import { fold } from './clean/text.ts';

export const FIND_DUPLICATES = { agent: 'find_duplicates', version: '1.0.0' } as const;

export type FingerprintKind = 'phone' | 'name_company' | 'email_form';

/** One trait by which a person is recognised. `value` is personal data: it is hashed before it is stored. */
export interface Fingerprint {
  contactId: string;
  kind: FingerprintKind;
  value: string;
}

/** Looks the prints up among the contacts seen before (of one portal); never answers a contact with itself. */
export type FindDuplicates = (
  prints: readonly Fingerprint[],
) => Promise<readonly { contactId: string; kind: FingerprintKind; otherContactId: string }[]>;

/** Which match is believed first: another form of the same address says more than a number that colleagues may share. */
const STRENGTH: readonly FingerprintKind[] = ['email_form', 'phone', 'name_company'];
const LEGAL_FORMS = new Set(
  'ltd limited inc incorporated llc llp plc corp corporation co company gmbh mbh ag kg ug ohg se sa sas sarl srl spa bv nv ab as oy aps lda ltda sl slu pty pvt kk group holding the and und et y e'.split(
    ' ',
  ),
);

/**
 * The prints of one lead: phone, first and last name with company, and the address without `+tag` and dots (HubSpot
 * keeps addresses themselves unique). Role addresses and names guessed from an address make no print.
 */
export function fingerprintsOf(lead: CleanLead): Fingerprint[] {
  const { contactId } = lead;
  const prints: Fingerprint[] = [];
  if (lead.phone !== null) prints.push({ contactId, kind: 'phone', value: lead.phone });
  if (lead.firstName !== null && lead.lastName !== null && lead.companyName !== null) {
    const person = wordsOf(`${lead.firstName} ${lead.lastName}`).join(' ');
    const company = wordsOf(lead.companyName)
      .filter((word) => !LEGAL_FORMS.has(word))
      .join(' ');
    if (person !== '' && company !== '')
      prints.push({ contactId, kind: 'name_company', value: `${person}|${company}` });
  }
  if (lead.email !== null && lead.emailKind !== 'role')
    prints.push({ contactId, kind: 'email_form', value: addressForm(lead.email) });
  return prints;
}

/** The strongest match of each lead, by contact id. The other record's owner is not known here: null. */
export async function findDuplicatesOf(
  leads: readonly CleanLead[],
  findDuplicates: FindDuplicates,
): Promise<Map<string, NonNullable<Assessment['duplicateOf']>>> {
  const prints = leads.flatMap((lead) => fingerprintsOf(lead));
  const matches = prints.length === 0 ? [] : await findDuplicates(prints);
  const found = new Map<string, NonNullable<Assessment['duplicateOf']>>();
  for (const { contactId, kind, otherContactId } of matches) {
    const known = found.get(contactId);
    const stronger = known === undefined || STRENGTH.indexOf(kind) < STRENGTH.indexOf(known.by);
    if (otherContactId !== contactId && stronger)
      found.set(contactId, { contactId: otherContactId, ownerId: null, by: kind });
  }
  return found;
}

function wordsOf(value: string): string[] {
  return fold(value)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

function addressForm(email: string): string {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at).replace(/\+.*$/u, '').replaceAll('.', '');
  const domain = email.slice(at + 1);
  return `${local === '' ? email.slice(0, at) : local}@${domain === 'googlemail.com' ? 'gmail.com' : domain}`;
}
