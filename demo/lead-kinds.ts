import type { SeedRequest } from '../emulator/control-api.ts';
import type { Identities, Identity } from './identities.ts';
import { cardProperties, fill, identityProperties, salesProperties } from './lead-properties.ts';
import type { MessageBook } from './messages/book.ts';
import { ENGLISH } from './messages/en.ts';
import { NO_OPINION, type PlannedLead, type Truth } from './planned-lead.ts';
import type { Random } from './random.ts';
import { departedOwnerId, ownerIdOf, OWN_DOMAIN, ownersOf, usersOf } from './sample-people.ts';

type SeedContact = NonNullable<SeedRequest['portals'][number]['contacts']>[number];

/** What the kinds draw from, and what they remember of each other. */
export interface Making {
  random: Random;
  identities: Identities;
  /** Contacts that must be in the portal before the first lead: kinds may add to them. */
  contacts: SeedContact[];
  /** People of earlier leads that go by territory: a twin of one of them belongs to the same region. */
  earlier: Identity[];
  /** How many messy ones there were: each variant has its turn. */
  messy: number;
}

type Kind = (making: Making) => PlannedLead;
const CREATE = { kind: 'create' } as const;
const SELLERS = [...ownersOf('emea'), ...ownersOf('americas'), ...ownersOf('apac')];
/** A buyer whose country stands on the form. */
export const territory: Kind = (making) => territoryLead(making, making.identities.fresh({}), 'FORM');
export const chat: Kind = (making) => territoryLead(making, making.identities.fresh({}), 'CONVERSATIONS');
/** Booked a slot on the meetings page; a message is rare there. */
export const meeting: Kind = (making) => {
  const lead = territoryLead(making, making.identities.fresh({}), 'MEETINGS');
  const { message, ...properties } = lead.properties;
  return {
    ...lead,
    properties: making.random.chance(0.5) && message !== undefined ? { ...properties, message } : properties,
  };
};

/** The same person as an earlier lead, under another address. */
export const twin: Kind = (making) => {
  const { random, identities, earlier } = making;
  return earlier.length === 0
    ? territory(making)
    : territoryLead(making, identities.twinOf(random.pick(earlier)), 'FORM');
};

/** The form did not ask for the country; HubSpot finds it, or the company, a moment later. */
export const lateFacts: Kind = (making) => {
  const { random, identities } = making;
  const who = identities.fresh({ mail: 'company' });
  const known = who.company?.known ?? null;
  const { country = '', city: _city, ...properties } = salesProperties(making.random, who);
  const byCompany = known !== null && random.chance(0.6);
  const arrives: Record<string, string> = byCompany ? { associatedcompanyid: known.companyId } : { country };
  return {
    how: CREATE,
    source: 'FORM',
    // from an address of the company's own, HubSpot would associate the two at once
    properties: byCompany ? { ...properties, email: identities.twinOf(who).email } : properties,
    late: { afterMs: random.between(300, 2_500), properties: arrives },
    ownerAtStart: null,
    truth: territoryTruth(who),
  };
};

/** A contact that an active person owns from the start, often somebody of another region. */
export const owned: Kind = (making) => {
  const { random, identities } = making;
  const owner = random.pick(SELLERS);
  return {
    how: CREATE,
    source: 'FORM',
    properties: { ...salesProperties(random, identities.fresh({})), hubspot_owner_id: owner },
    ownerAtStart: owner,
    truth: keeps(owner),
  };
};

/** A contact older than the app sends a form again; its owner is still there. */
export const returning: Kind = (making) => comesBack(making, making.random.pick(SELLERS));
/** The same, but its owner has left the company: it goes by territory. */
export const orphaned: Kind = (making) => comesBack(making, departedOwnerId());

/** A user of the portal types in a business card. */
export const byUser: Kind = (making) => {
  const { random, identities } = making;
  const userId = random.pick([...usersOf('emea'), ...usersOf('americas'), ...usersOf('apac')]);
  const owner = ownerIdOf(userId);
  const properties = cardProperties(making.random, identities.fresh({ mail: 'company' }));
  const setsOwner = random.chance(0.5);
  return {
    how: CREATE,
    source: 'CRM_UI',
    userId,
    properties: setsOwner ? { ...properties, hubspot_owner_id: owner } : properties,
    ownerAtStart: setsOwner ? owner : null,
    truth: { kind: 'created_by_user', expect: 'routed', owners: [owner] },
  };
};

/** A row of a list that somebody imports: nobody waits, there is no message. */
export const imported: Kind = (making) => {
  const properties = cardProperties(making.random, making.identities.fresh({ mail: 'company' }));
  return { how: CREATE, source: 'IMPORT', properties, ownerAtStart: null, truth: NO_OPINION };
};

/** A customer with a fault, a wrong invoice or a cancellation. */
export const support: Kind = (making) => {
  const who = making.identities.fresh({ customer: true });
  return {
    how: CREATE,
    source: making.random.chance(0.75) ? 'FORM' : 'CONVERSATIONS',
    properties: {
      ...identityProperties(making.random, who),
      lifecyclestage: 'customer',
      recent_conversion_event_name: 'Contact us',
      message: fill(making.random, who, who.place.book.support ?? ENGLISH.support ?? []),
    },
    ownerAtStart: null,
    truth: { kind: 'support', expect: 'routed', owners: ownersOf('support') },
  };
};

export const spam: Kind = (making) => junk(making, (book) => book.spam);
export const vendorPitch: Kind = (making) => junk(making, (book) => book.vendorPitch);
export const careers: Kind = (making) => junk(making, (book) => book.careers);

/** Not buying now: whatever the policy says. */
export const undecided: Kind = (making) => {
  const who = making.identities.fresh({});
  const texts = making.random.chance(0.7) ? ENGLISH.research : ENGLISH.partnership;
  return {
    how: CREATE,
    source: 'FORM',
    properties: { ...identityProperties(making.random, who), message: fill(making.random, who, texts ?? []) },
    ownerAtStart: null,
    truth: NO_OPINION,
  };
};

/** No address, no name, no text, or text that breaks careless programs. */
export const messy: Kind = (making) => {
  const who = making.identities.fresh({});
  const all = salesProperties(making.random, who);
  const { email: _email, firstname: _first, lastname: _last, message = '', ...anonymous } = all;
  const variants: Readonly<Record<string, string>>[] = [
    { ...anonymous, message, phone: who.phone ?? '' },
    { email: all['email'] ?? '' },
    {
      ...all,
      firstname: `  ${who.firstName.toUpperCase()} `,
      lastname: who.lastName.toLowerCase(),
      message: `${message} \u{1F64F}\u{1F680}`,
    },
    { ...all, message: `\u0000\u0007${message}\r\n\r\n\u200B\u202E${message}\u202C` },
    { ...all, message: `مرحبا، نريد عرضا توضيحيا للمنتج. ${message}` },
    { ...all, jobtitle: '-', company: 'n/a', phone: '000' },
  ];
  return {
    how: CREATE,
    source: 'FORM',
    properties: variants[making.messy++ % variants.length] ?? all,
    ownerAtStart: null,
    truth: NO_OPINION,
  };
};

/** One of our own people tries the form. */
export const ownStaff: Kind = (making) => ({
  how: CREATE,
  source: 'FORM',
  properties: {
    email: `form.test${making.random.between(1, 999_999)}@${OWN_DOMAIN}`,
    firstname: 'Test',
    lastname: 'Test',
    message: 'test, please ignore',
  },
  ownerAtStart: null,
  truth: { kind: 'skip', expect: 'skipped', owners: null },
});

function territoryLead(making: Making, who: Identity, source: string): PlannedLead {
  making.earlier.push(who);
  return {
    how: CREATE,
    source,
    properties: salesProperties(making.random, who),
    ownerAtStart: null,
    truth: territoryTruth(who),
  };
}

function comesBack(making: Making, owner: string): PlannedLead {
  const who = making.identities.fresh({});
  const contactId = String(5_000_001 + making.contacts.length);
  const { message = '', recent_conversion_event_name: form = '', ...known } = salesProperties(making.random, who);
  making.contacts.push({ contactId, source: 'FORM', properties: { ...known, hubspot_owner_id: owner } });
  const stays = owner !== departedOwnerId();
  return {
    how: { kind: 'submit', contactId },
    source: 'FORM',
    properties: { message, recent_conversion_event_name: form },
    ownerAtStart: owner,
    truth: stays ? keeps(owner) : territoryTruth(who),
  };
}

function junk(making: Making, of: (book: MessageBook) => readonly string[] | undefined): PlannedLead {
  const who = making.identities.fresh({ mail: 'free' });
  const own = of(who.place.book);
  const texts = own !== undefined && making.random.chance(0.6) ? own : (of(ENGLISH) ?? []);
  const { company: _company, phone: _phone, ...properties } = identityProperties(making.random, who);
  return {
    how: CREATE,
    source: 'FORM',
    properties: { ...properties, message: fill(making.random, who, texts) },
    ownerAtStart: null,
    truth: { kind: 'skip', expect: 'skipped', owners: null },
  };
}

function territoryTruth(who: Identity): Truth {
  return { kind: 'territory', expect: 'routed', owners: ownersOf(who.place.region) };
}

function keeps(owner: string): Truth {
  return { kind: 'existing_owner', expect: 'routed', owners: [owner] };
}
