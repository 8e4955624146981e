import type { SeedRequest } from '../emulator/control-api.ts';
import { createIdentities } from './identities.ts';
import * as kinds from './lead-kinds.ts';
import type { PlannedLead } from './planned-lead.ts';
import { createRandom } from './random.ts';
import { departedOwnerId, ownersOf } from './sample-people.ts';

/** Of 100 leads, how many are of each kind. About 78 of them a sensible policy routes to a person. */
const MIX: readonly (readonly [make: (making: kinds.Making) => PlannedLead, share: number])[] = [
  [kinds.territory, 36],
  [kinds.chat, 4],
  [kinds.meeting, 4],
  [kinds.lateFacts, 6],
  [kinds.twin, 4],
  [kinds.owned, 5],
  [kinds.returning, 4],
  [kinds.orphaned, 2],
  [kinds.byUser, 4],
  [kinds.imported, 5],
  [kinds.support, 7],
  [kinds.spam, 5],
  [kinds.vendorPitch, 4],
  [kinds.careers, 2],
  [kinds.ownStaff, 1],
  [kinds.undecided, 4],
  [kinds.messy, 3],
];

/** Long-standing customers of the sample company, some of them still in the name of somebody who left. */
const OLD_CUSTOMERS = 30;

export interface GeneratedLeads {
  leads: PlannedLead[];
  /** Contacts that have to be in the portal, older than the app, before the first lead is sent. */
  contacts: NonNullable<SeedRequest['portals'][number]['contacts']>;
}

/** Believable enquiries with what must happen to each. The same seed and count give the same leads, everywhere. */
export function generateLeads({ seed, count }: { seed: number; count: number }): GeneratedLeads {
  const random = createRandom(seed);
  const making: kinds.Making = { random, identities: createIdentities(random), contacts: [], earlier: [], messy: 0 };
  for (let index = 0; index < OLD_CUSTOMERS; index += 1) making.contacts.push(oldCustomer(making, index));
  const leads = random.shuffle(deck(count)).map((make) => make(making));
  return { leads, contacts: making.contacts };
}

/** `count` makers in the proportions of the mix, by largest remainder: also a small run is a fair sample. */
function deck(count: number): ((making: kinds.Making) => PlannedLead)[] {
  const whole = MIX.reduce((sum, [, share]) => sum + share, 0);
  const shares = MIX.map(([make, share]) => ({ make, exact: (share * count) / whole }));
  const cards = shares.flatMap(({ make, exact }) => Array.from({ length: Math.floor(exact) }, () => make));
  const byRemainder = shares.toSorted((a, b) => (b.exact % 1) - (a.exact % 1));
  return [...cards, ...byRemainder.slice(0, count - cards.length).map(({ make }) => make)];
}

function oldCustomer({ random, identities }: kinds.Making, index: number): GeneratedLeads['contacts'][number] {
  const who = identities.fresh({ customer: true });
  const owner = random.chance(0.2) ? departedOwnerId() : random.pick(ownersOf(who.place.region));
  return {
    contactId: String(4_000_001 + index),
    source: 'CRM_UI',
    properties: {
      email: who.email,
      firstname: who.firstName,
      lastname: who.lastName,
      country: who.place.country,
      company: who.company?.name ?? '',
      lifecyclestage: 'customer',
      hubspot_owner_id: owner,
    },
  };
}
