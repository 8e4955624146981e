import { Calendar } from '../../policy/hours.ts';
import { peopleInForce } from '../../people-in-force.ts';
import type { PortalTx } from '../../store/store.ts';
import { openHandoffCounts } from '../../store/tables/handoffs.ts';
import { overridesInForce } from '../../store/tables/person-overrides.ts';
import {
  countDue,
  countRouted,
  countWaiting,
  dueHandoffs,
  waitingLeads,
  wrongOwnerEvents,
  type DueHandoff,
} from '../../store/tables/today-rows.ts';
import type { ListedHandoff, Today } from '../contract/index.ts';
import { ownerName } from '../names.ts';
import { nameLeads } from './list-leads.ts';
import { openView, type PageQuestion } from './viewing.ts';
import { whoIsAway } from './who-is-away.ts';

/** More lines than these are not looked at one by one. */
const LISTED = 25;
const SOON_MS = 60 * 60_000;
const WEEK_MS = 7 * 24 * 60 * 60_000;

/**
 * How the day goes, as one of the account's people sees it, from Postgres only: counts over everything, lists cut at 25.
 * Throws NotInstalled.
 */
export async function readToday(tx: PortalTx, question: PageQuestion): Promise<Today> {
  const { directory, now } = question;
  const view = await openView(tx, question);
  const { portal, policy } = view;
  const calendar = new Calendar(now.getTime(), portal.timeZone, policy?.days);

  const routedToday = await countRouted(tx, new Date(midnightOf(calendar)));
  const counts = await countWaiting(tx);
  const waiting = await waitingLeads(tx, { limit: LISTED });
  const soon = new Date(now.getTime() + SOON_MS);
  const due = await countDue(tx, { now, soon });
  const late = await dueHandoffs(tx, { from: null, until: now, limit: LISTED });
  const dueSoon = await dueHandoffs(tx, { from: now, until: soon, limit: LISTED });
  const openHandoffs = await openHandoffCounts(tx);
  const wrongOwner = await wrongOwnerEvents(tx, { since: new Date(now.getTime() - WEEK_MS), limit: LISTED });
  const overrides = await overridesInForce(tx, now);
  const people = directory === null ? null : await peopleInForce(directory, { policy, overrides, now });
  const away = whoIsAway({
    pools: policy?.document.pools ?? [],
    people: people?.people ?? [],
    openHandoffs,
    calendar,
    noteOf: (ownerId) => overrides.find((one) => one.ownerId === ownerId)?.note ?? '',
  });

  const shown = [...waiting, ...late, ...dueSoon, ...wrongOwner.newest].map(({ contactId }) => contactId);
  const leadOf = await nameLeads(tx, shown, view);
  const nameOf = (ownerId: string | null) => (ownerId === null ? 'Nobody' : ownerName(directory, ownerId));
  const handoffOf = ({ contactId, ownerId, status, urgency, dueAt }: DueHandoff): ListedHandoff => ({
    ...leadOf(contactId),
    owner: nameOf(ownerId),
    status,
    urgency,
    dueAt: dueAt.toISOString(),
  });
  return {
    asOf: now.toISOString(),
    mode: portal.mode,
    suspended: portal.status !== 'active',
    figures: {
      routedToday,
      ...counts,
      open: [...openHandoffs.values()].reduce((sum, open) => sum + open, 0),
      ...due,
      away: away.length,
      wrongOwner7Days: wrongOwner.count,
    },
    waiting: waiting.map(({ contactId, since, held, pool }) => ({
      ...leadOf(contactId),
      since: since.toISOString(),
      held,
      pool,
    })),
    late: late.map(handoffOf),
    dueSoon: dueSoon.map(handoffOf),
    away: away.slice(0, LISTED),
    wrongOwner: wrongOwner.newest.map(({ contactId, ownerId, reason, at }) => ({
      ...leadOf(contactId),
      owner: nameOf(ownerId),
      reason: reason ?? 'other',
      at: at.toISOString(),
    })),
  };
}

/** When the day began where the account is, epoch milliseconds. */
function midnightOf(calendar: Calendar): number {
  return calendar.today({ timeZone: null, workingHours: null, outOfOffice: [] }).at(0);
}
