import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawLead } from '../hubspot/lead.ts';
import { cleanContact } from './clean-contact.ts';
import { MAX_TEXT } from './clean/text.ts';

const OWN = new Set(['ourfirm.example']);

function raw(properties: RawLead['properties'], company: RawLead['company'] = null): RawLead {
  return {
    contactId: '1',
    askedFor: '1',
    properties,
    ownerHistory: [],
    company,
    readAtMs: 0,
    createdAt: '2026-01-05T10:00:00Z',
  };
}
const clean = (properties: RawLead['properties'], company: RawLead['company'] = null) =>
  cleanContact(raw(properties, company), { ownDomains: OWN });

describe('names', () => {
  it.each([
    ['JOHN', 'SMITH', 'John Smith'],
    ['anna-lena', "o'neil", "Anna-Lena O'Neil"],
    ['Jan', 'van der Berg', 'Jan van der Berg'],
    ['JAN', 'VAN DER BERG', 'Jan van der Berg'],
    ['Rory', 'McKay', 'Rory McKay'],
    ['Dr. Ines Faria', null, 'Ines Faria'],
    ['Mia', 'Mia Holm', 'Mia Holm'],
    ['  \u200bLi ', ' Wei\u0000 ', 'Li Wei'],
    ['Олег', 'Петров', 'Олег Петров'],
    ['http://win.example', null, null],
    ['n/a', '-', null],
  ])('%s %s -> %s', (firstname, lastname, name) => {
    expect(clean({ firstname, lastname }).name).toBe(name);
  });

  it('shows a name from the address but takes it for no fact', () => {
    const lead = clean({ email: 'jane.doe@acme.example' });
    expect(lead).toMatchObject({ name: 'Jane Doe', firstName: null, lastName: null });
    expect(lead.notes).toContainEqual({ field: 'name', code: 'mended' });
  });

  it.each(['jdoe@acme.example', 'info@acme.example', 'x7.q9@acme.example', 'a.b@acme.example'])(
    'invents none from %s',
    (email) => {
      expect(clean({ email }).name).toBeNull();
    },
  );
});

describe('state', () => {
  it.each([
    [{ country: 'USA', state: 'California' }, 'CA'],
    [{ country: 'US', state: 'Greater Bay', hs_state_code: 'CA' }, 'CA'],
    [{ country: 'Germany', state: 'CA' }, null],
    [{ state: 'CA' }, null],
  ])('%j -> %s', (properties, code) => {
    expect(clean(properties).facts['state_code']).toBe(code);
  });

  it("has the company's too", () => {
    const company = { companyId: '9', properties: { country: 'United States', state: 'nevada' } };
    expect(clean({}, company).company?.facts['state_code']).toBe('NV');
  });
});

describe('e-mail', () => {
  it.each([
    ['Jane@Acme.example', 'jane@acme.example', 'business'],
    ['Jane <jane@acme.example>', 'jane@acme.example', 'business'],
    ['someone@gmail.com', 'someone@gmail.com', 'free'],
    ['someone@web.de', 'someone@web.de', 'free'],
    ['x@mailinator.com', 'x@mailinator.com', 'disposable'],
    ['x@inbox.mailinator.com', 'x@inbox.mailinator.com', 'disposable'],
    ['x@yopmail.example', 'x@yopmail.example', 'disposable'],
    ['sales@acme.example', 'sales@acme.example', 'role'],
    ['me@ourfirm.example', 'me@ourfirm.example', 'own_staff'],
    ['me@eu.ourfirm.example', 'me@eu.ourfirm.example', 'own_staff'],
    ['me@notourfirm.example', 'me@notourfirm.example', 'business'],
    ['no at sign', null, 'invalid'],
    ['a@b', null, 'invalid'],
    ['a..b@acme.example', null, 'invalid'],
    ['a@acme.example, b@acme.example', null, 'invalid'],
    [null, null, 'none'],
  ])('%s -> %s, %s', (email, expected, kind) => {
    expect(clean({ email })).toMatchObject({ email: expected, emailKind: kind });
  });
});

describe('phone and country', () => {
  it.each([
    [{ phone: '+44 20 7946 0018' }, '+442079460018', 'GB'],
    [{ phone: '0049 30 901820', country: 'Deutschland' }, '+4930901820', 'DE'],
    [{ phone: '030 901820', country: 'Germany' }, '+4930901820', 'DE'],
    [{ phone: '06 12 34 56 78', ip_country_code: 'fr' }, '+33612345678', 'FR'],
    [{ phone: '030 901820' }, null, null],
    [{ phone: '0000000000', country: 'Germany' }, null, 'DE'],
    [{ phone: 'call me', country: 'UK' }, null, 'GB'],
  ])('%o -> %s in %s', (properties, phone, country) => {
    const lead = clean(properties);
    expect([lead.phone, lead.country?.value ?? null]).toEqual([phone, country]);
  });

  it.each([
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['England', 'GB'],
    ['Deutschland', 'DE'],
    ['Allemagne', 'DE'],
    ['Estados Unidos', 'US'],
    ['Österreich', 'AT'],
    ['Paesi Bassi', 'NL'],
    ['the Netherlands', 'NL'],
    ['brasil', 'BR'],
    ['de', 'DE'],
    ['DEU', 'DE'],
    ['Berlin, Germany', 'DE'],
    ['Atlantis', null],
    ['XX', null],
  ])('understands %s as %s', (country, code) => {
    expect(clean({ country }).country?.value ?? null).toBe(code);
  });

  it('believes what was typed before region code, network address, phone and company', () => {
    const company = { companyId: '9', properties: { country: 'Japan' } };
    const fields = { country: 'Spain', hs_country_region_code: 'PT', ip_country_code: 'fr', phone: '+390212345678' };
    const from = (properties: RawLead['properties']) => clean(properties, company).country;
    expect(from(fields)).toMatchObject({ value: 'ES', evidence: [{ kind: 'field', value: 'country' }] });
    expect(from({ ...fields, country: 'nowhere' })?.value).toBe('PT');
    expect(from({ ip_country_code: 'fr', phone: '+390212345678' })?.value).toBe('FR');
    expect(from({ phone: '+390212345678' })?.value).toBe('IT');
    expect(from({})?.value).toBe('JP');
  });
});

describe('the rest', () => {
  it.each([
    ['1200', 1200],
    ['1,000-4,999', 1000],
    ['51-200', 51],
    ['5.000+', 5000],
    ['10k', 10_000],
    ['fewer than 10', 1],
    ['201 to 500 people', 201],
    ['many', null],
    ['9'.repeat(400), null],
  ])('reads %s employees', (numberofemployees, count) => {
    expect(clean({ numberofemployees }).employees).toBe(count);
  });

  it.each([
    ['Chief Financial Officer', 'c_level'],
    ['Geschäftsführerin', 'c_level'],
    ['Vice President Sales', 'vp'],
    ['Head of IT', 'head'],
    ['Vertriebsleiter', 'head'],
    ['Directora de compras', 'director'],
    ['Office Manager', 'manager'],
    ['Co-Founder & CEO', 'owner'],
    ['Executive Assistant to the CEO', 'individual'],
    ['Welder', 'individual'],
    ['PhD student', 'student'],
    [null, null],
  ])('ranks %s as %s', (jobtitle, seniority) => {
    expect(clean({ jobtitle }).facts.seniority).toBe(seniority);
  });

  it('says where it came from in one line with whatever is known', () => {
    const full = {
      hs_object_source: 'FORM',
      recent_conversion_event_name: 'Request a demo',
      hs_analytics_source: 'PAID_SEARCH',
      hs_analytics_source_data_1: 'brand-uk',
    };
    expect(clean(full).source).toEqual({
      summary: 'Form “Request a demo”, paid search (brand-uk)',
      channel: 'paid_search',
    });
    expect(clean({ hs_object_source: 'IMPORT', hs_analytics_source: 'OFFLINE' }).source).toEqual({
      summary: 'Import',
      channel: 'import',
    });
    expect(clean({}).source).toEqual({ summary: 'Source not known', channel: 'unknown' });
  });

  it('keeps 64 KB of text and notes that there was more', () => {
    const lead = clean({ message: `a\u0007b\u202e${'🙂'.repeat(MAX_TEXT)}` });
    expect(lead.text.length).toBeLessThanOrEqual(MAX_TEXT);
    expect(lead.text.startsWith('ab🙂')).toBe(true);
    expect(/[\uD800-\uDFFF]/u.test(lead.text)).toBe(false);
    expect(lead.notes).toContainEqual({ field: 'message', code: 'too_long' });
  });

  it('holds what rules may name, null where HubSpot has not filled it in yet, and never the message', () => {
    const { facts } = clean({
      email: 'a@acme.example',
      message: 'secret',
      favourite_colour: 'red',
      hs_email_optout: 'true',
    });
    expect(facts).toMatchObject({
      email_domain: 'acme.example',
      email_kind: 'business',
      company: null,
      hs_analytics_source: null,
      country: null,
      favourite_colour: 'red',
      hs_email_optout: true,
    });
    expect(Object.values(facts)).not.toContain('secret');
    expect(
      clean({}, { companyId: '9', properties: { name: 'Acme', numberofemployees: '1,500', hubspot_owner_id: '77' } }),
    ).toMatchObject({ companyName: 'Acme', employees: 1500, company: { companyId: '9', ownerId: '77' } });
  });

  it('never throws, whatever the values are', () => {
    const value = fc.option(fc.string({ unit: 'binary', maxLength: 60 }), { nil: null });
    const names = [
      'email',
      'firstname',
      'lastname',
      'phone',
      'country',
      'numberofemployees',
      'jobtitle',
      'message',
      'company',
      'hs_language',
      'state',
      'zip',
    ];
    fc.assert(
      fc.property(fc.record(Object.fromEntries(names.map((name) => [name, value]))), (properties) => {
        expect(clean(properties).contactId).toBe('1');
      }),
      { numRuns: 100 },
    );
  });
});
