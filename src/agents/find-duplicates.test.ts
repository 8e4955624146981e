import { describe, expect, it } from 'vitest';
import { cleanContact } from './clean-contact.ts';
import { findDuplicatesOf, fingerprintsOf } from './find-duplicates.ts';

function lead(contactId: string, properties: Record<string, string>) {
  return cleanContact(
    {
      contactId,
      askedFor: contactId,
      properties,
      ownerHistory: [],
      company: null,
      readAtMs: 0,
      createdAt: '2026-01-05T10:00:00Z',
    },
    { ownDomains: new Set() },
  );
}

describe('fingerprints', () => {
  it('are the same for the same person written in different ways', () => {
    const one = lead('1', {
      firstname: 'ZOË',
      lastname: 'KLEIN',
      company: 'Brightwood GmbH',
      phone: '+49 30 901820',
      email: 'zoe.klein@brightwood.example',
    });
    const two = lead('2', {
      firstname: 'Zoe',
      lastname: 'Klein',
      company: 'brightwood',
      phone: '030/901820',
      country: 'DE',
      email: 'zoeklein+demo@brightwood.example',
    });
    const values = (of: typeof one) => fingerprintsOf(of).map(({ kind, value }) => [kind, value]);
    expect(values(one)).toHaveLength(3);
    expect(values(one)).toEqual(values(two));
  });

  it.each<[Record<string, string>, string]>([
    [{ firstname: 'Zoe', company: 'Brightwood' }, 'a first name alone'],
    [{ firstname: 'Zoe', lastname: 'Klein' }, 'a name without company'],
    [{ firstname: 'Zoe', lastname: 'Klein', company: 'GmbH & Co. KG' }, 'a company of legal forms only'],
    [{ email: 'info@brightwood.example' }, 'a shared address'],
    [{ email: 'no address' }, 'no address'],
    [{}, 'nothing'],
  ])('%o makes none: %s', (properties) => {
    expect(fingerprintsOf(lead('1', properties))).toEqual([]);
  });
});

describe('duplicates', () => {
  it('names the strongest match and never the lead itself', async () => {
    const leads = [lead('1', { phone: '+4930901820', email: 'a.b@c.example' }), lead('2', { phone: '+4930901821' })];
    const found = await findDuplicatesOf(leads, async () => [
      { contactId: '1', kind: 'phone', otherContactId: '8' },
      { contactId: '1', kind: 'email_form', otherContactId: '9' },
      { contactId: '2', kind: 'phone', otherContactId: '2' },
    ]);
    expect([...found]).toEqual([['1', { contactId: '9', ownerId: null, by: 'email_form' }]]);
  });

  it('does not ask when there is nothing to ask', async () => {
    const found = await findDuplicatesOf([lead('1', {})], () => Promise.reject(new Error('asked')));
    expect(found.size).toBe(0);
  });
});
