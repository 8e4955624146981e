import type { Logger } from 'pino';
import { BatonError, codeOf, RateLimited } from './errors.ts';
import type { Settlement, TakenLead } from './mailbox/types.ts';
import type { Metrics } from './metrics.ts';
import type { Lane } from './policy/taxonomy.ts';
import type { PortalStore } from './store/store.ts';
import { raiseException } from './store/tables/exceptions.ts';
import { limitPortal } from './store/tables/portals.ts';

export interface PutBackDeps {
  /** When a lead that failed is tried again, if at all. */
  nextTry(failure: { error: unknown; attempts: number; now: Date; chance: number }): {
    dead: boolean;
    countsAsAttempt: boolean;
    notBefore: Date;
  };
  /** Writes the first policy of an account that has none yet; answers whether it did. */
  ensurePolicy(portalId: number): Promise<boolean>;
  metrics: Metrics;
  logger: Logger;
}

/**
 * Something outside went wrong before anything was committed: everything is put back, each lead with its own next try, and
 * an admin sees what only a person can mend.
 */
export async function putBack(
  deps: PutBackDeps,
  { portal, lane, leads, error }: { portal: PortalStore; lane: Lane; leads: readonly TakenLead[]; error: unknown },
): Promise<Settlement[]> {
  const { portalId } = portal;
  const code = codeOf(error);
  deps.logger.warn({ portalId, lane, leads: leads.length, err: error }, 'a batch could not go on and was put back');
  if (code === 'no_policy') await makePolicy(deps, portalId);
  const tries = leads.map((lead) => ({
    lead,
    next: deps.nextTry({ error, attempts: lead.attempts, now: new Date(), chance: Math.random() }),
  }));
  const dead = tries.flatMap(({ lead, next }) => (next.dead ? [lead.contactId] : []));
  deps.metrics.count('dead_letters_total', { code }, dead.length);
  await portal.transaction(async (tx) => {
    // Our own budget keeps back one lane, HubSpot's refusal is meant for all of the portal.
    if (error instanceof RateLimited && error.retry.helps && error.details['by'] === 'hubspot') {
      await limitPortal(tx, new Date(Date.now() + (error.retry.afterMs ?? 1_000)));
    }
    const sentence =
      error instanceof BatonError ? error.sentence : 'Something unexpected happened; the log knows more.';
    for (const contactId of dead.toSorted()) {
      await raiseException(tx, { kind: 'dead_letter', subject: contactId, sentence });
    }
    if (dead.length === 0 && error instanceof BatonError && !error.retry.helps) {
      await raiseException(tx, { kind: 'routing_stopped', subject: code, sentence });
    }
  });
  return tries.map(({ lead, next: { dead: isDead, notBefore, countsAsAttempt } }) =>
    isDead ? { lead, end: 'dead', error: code } : { lead, end: 'later', notBefore, error: code, countsAsAttempt },
  );
}

/** People could not be read when the app was installed; perhaps they can be now. If not, the leads go on waiting. */
async function makePolicy(deps: PutBackDeps, portalId: number): Promise<void> {
  try {
    await deps.ensurePolicy(portalId);
  } catch (error) {
    deps.logger.warn({ portalId, err: error }, 'the first policy could not be written yet');
  }
}
