import type { PortalStore } from '../store/store.ts';
import { resolveException } from '../store/tables/exceptions.ts';
import { deadRows, wakeRows } from '../store/tables/mailbox.ts';
import { addReasons } from './reasons.ts';
import type { DeadLetter, NewReasons } from './types.ts';

/** Leads that were put aside after too many failed tries, longest waiting first. They wait for a person or a new event. */
export function deadLetters(portal: PortalStore): Promise<DeadLetter[]> {
  return portal.transaction(async (tx) =>
    (await deadRows(tx)).map((row) => ({
      contactId: row.contact_id,
      lane: row.lane,
      attempts: row.attempts,
      lastError: row.last_error,
      waitingSince: row.waiting_since,
    })),
  );
}

/**
 * Puts leads that were set aside back among the waiting ones, with their attempts counted from nought; answers how many.
 * Contacts that are not set aside are left as they are, so repeating it does nothing. The caller rings.
 */
export function releaseDeadLetters(portal: PortalStore, contactIds: readonly string[] | 'all'): Promise<number> {
  return portal.transaction(async (tx) => {
    const asked = contactIds === 'all' ? null : new Set(contactIds);
    const released = (await deadRows(tx)).filter((row) => asked === null || asked.has(row.contact_id));
    const occurredAt = Date.now();
    await addReasons(
      tx,
      released.map((row): NewReasons => ({
        contactId: row.contact_id,
        lane: row.lane,
        reasons: [{ kind: 'release', what: 'dead_letter', source: 'UNKNOWN', sourceId: null, occurredAt }],
      })),
    );
    for (const row of released) await resolveException(tx, { kind: 'dead_letter', subject: row.contact_id });
    return released.length;
  });
}

/**
 * Everything that waits because something went wrong is due at once: its cause may just have been mended. Held leads and
 * those that wait for facts keep their time. The caller rings.
 */
export function wakeFailed(portal: PortalStore): Promise<number> {
  return portal.transaction((tx) => wakeRows(tx, { exceptFor: ['waiting_for_facts'] }));
}
