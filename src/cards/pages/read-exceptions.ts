import type { PortalTx } from '../../store/store.ts';
import { openExceptions } from '../../store/tables/exceptions.ts';
import { deadRows } from '../../store/tables/mailbox.ts';
import type { Exceptions } from '../contract/index.ts';
import { nameLeads } from './list-leads.ts';
import { openView, type PageQuestion } from './viewing.ts';

const MOST_EXCEPTIONS = 200;
const MOST_DEAD_LETTERS = 200;
const DEAD_LETTER = 'dead_letter';

/**
 * What an admin should look at, from Postgres only: open exceptions, and the leads that were put aside, each of which has an
 * exception of its own that is told with it. Throws NotInstalled.
 */
export async function readExceptions(tx: PortalTx, question: PageQuestion): Promise<Exceptions> {
  const view = await openView(tx, question);
  const open = await openExceptions(tx, { limit: MOST_EXCEPTIONS, except: [DEAD_LETTER] });
  const dead = await deadRows(tx, { limit: MOST_DEAD_LETTERS });
  const why = new Map(
    (await openExceptions(tx, { limit: MOST_DEAD_LETTERS, kinds: [DEAD_LETTER] })).map((one) => [
      one.subject,
      one.sentence,
    ]),
  );
  const leadOf = await nameLeads(
    tx,
    dead.map((row) => row.contact_id),
    view,
  );
  return {
    asOf: question.now.toISOString(),
    mayRelease: view.viewer.isAdmin,
    open: open.map(({ firstAt, lastAt, ...rest }) => ({
      ...rest,
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
    })),
    deadLetters: dead.map((row) => ({
      ...leadOf(row.contact_id),
      attempts: row.attempts,
      error: why.get(row.contact_id) ?? row.last_error,
      since: row.waiting_since.toISOString(),
    })),
  };
}
