import type { Exceptions, Today } from '@baton/contract';
import { inMinutes } from './cards.ts';

const LEAD = { contactId: '501', label: 'Maria Sommer', url: 'https://app.hubspot.com/contacts/1/record/0-1/501' };

/** One of everything. */
export function busyDay(): Today {
  const handoff = { ...LEAD, owner: 'Anna Keller', status: 'offered', urgency: 'high' };
  return {
    ...quietDay(),
    figures: { routedToday: 1234, waiting: 1, held: 1, open: 9, late: 1, dueSoon: 1, away: 1, wrongOwner7Days: 1 },
    waiting: [
      { ...LEAD, contactId: '502', label: 'Jo Held', since: inMinutes(-9), held: true, pool: 'DACH' },
      { ...LEAD, contactId: '503', label: 'Wendy Waiting', since: inMinutes(-1), held: false, pool: null },
    ],
    late: [{ ...handoff, dueAt: inMinutes(-10) }],
    dueSoon: [{ ...handoff, contactId: '504', label: 'Dora Due', dueAt: null }],
    away: [{ name: 'Ben Ott', why: 'out_of_office', until: null, pools: ['DACH', 'Sales'], openHandoffs: 3 }],
    wrongOwner: [{ ...LEAD, owner: 'Anna Keller', reason: 'wrong_segment', at: inMinutes(-30) }],
  };
}

/** Nothing at all. */
export function quietDay(given: Partial<Today> = {}): Today {
  return {
    asOf: new Date().toISOString(),
    mode: 'live',
    suspended: false,
    figures: { routedToday: 0, waiting: 0, held: 0, open: 0, late: 0, dueSoon: 0, away: 0, wrongOwner7Days: 0 },
    waiting: [],
    late: [],
    dueSoon: [],
    away: [],
    wrongOwner: [],
    ...given,
  };
}

/** One open exception and two leads put aside. */
export function exceptions(given: Partial<Exceptions> = {}): Exceptions {
  const letter = { ...LEAD, attempts: 5, error: 'HubSpot refused the owner.', since: inMinutes(-60) };
  return {
    asOf: new Date().toISOString(),
    mayRelease: true,
    open: [
      {
        kind: 'nobody_free',
        subject: 'dach',
        sentence: 'Nobody in DACH can take a lead.',
        count: 12,
        firstAt: inMinutes(-90),
        lastAt: inMinutes(-1),
      },
    ],
    deadLetters: [letter, { ...letter, contactId: '502', label: 'Tom Winter', error: null }],
    ...given,
  };
}
