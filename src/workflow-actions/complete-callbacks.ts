import type { Logger } from 'pino';
import { storedVerdict } from '../audit/stored-verdict.ts';
import { codeOf, retryOf } from '../errors.ts';
import type { HubSpot } from '../hubspot/client.ts';
import { explainVerdict } from '../policy/explain.ts';
import type { PortalTx, Store } from '../store/store.ts';
import { storedDecision } from '../store/tables/decisions.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import { endCallback, takeCallbacks, type DueCallback } from '../store/tables/workflow-callbacks.ts';
import { failed, type OutputFields } from './contract.ts';

const AT_ONCE = 20;
/** What is not decided yet, or could not be told, is looked at again after so long. Milliseconds. */
const AGAIN_MS = 3_000;

/**
 * Tells HubSpot's workflows and agents what became of the contacts that they asked to be routed. Safe to repeat and to run in
 * several processes; one that HubSpot does not know any more, or cannot be told in time, is given up.
 */
export async function completeCallbacks(
  deps: { store: Store; hubspot: HubSpot; logger: Pick<Logger, 'warn'> },
  portalId: number,
): Promise<void> {
  const portal = deps.store.forPortal(portalId);
  const now = new Date();
  const due = await portal.transaction(async (tx) => {
    const taken = await takeCallbacks(tx, { now, lookAt: new Date(now.getTime() + AGAIN_MS), limit: AT_ONCE });
    const answers: (DueCallback & { outputs: OutputFields | null })[] = [];
    for (const callback of taken) answers.push({ ...callback, outputs: await outputsOf(tx, callback, now) });
    return answers;
  });
  for (const { callbackId, expiresAt, outputs } of due) {
    if (outputs === null) continue;
    try {
      await deps.hubspot.forPortal(portalId, 'fresh').completeCallback(callbackId, outputs);
    } catch (error) {
      deps.logger.warn({ portalId, code: codeOf(error) }, 'a workflow could not be told what became of a contact');
      if (retryOf(error).helps && now < expiresAt) continue;
    }
    await portal.transaction((tx) => endCallback(tx, callbackId, new Date()));
  }
}

/** null: nothing was decided yet, and there is time left. */
async function outputsOf(tx: PortalTx, callback: DueCallback, now: Date): Promise<OutputFields | null> {
  if (callback.decisionId === null) {
    return now < callback.expiresAt ? null : failed('Nothing was decided in time.').outputFields;
  }
  const decision = await storedDecision(tx, { decisionId: callback.decisionId });
  if (decision === null) return null;
  const verdict = storedVerdict.parse(decision.verdict);
  const people = (await storedDirectory(tx))?.people ?? [];
  const nameOf = (ownerId: string) => people.find((one) => one.ownerId === ownerId)?.name ?? `owner ${ownerId}`;
  return {
    outcome: verdict.outcome,
    owner_id: verdict.ownerId ?? '',
    reason: explainVerdict(verdict, nameOf).headline,
    sla_due: verdict.sla?.dueAt ?? '',
    hs_execution_state: 'SUCCESS',
  };
}
