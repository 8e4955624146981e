import { handoffParts } from '../handoff/contract.ts';
import type { PortalTx } from '../store/store.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import { lastHandoffs } from '../store/tables/last-handoffs.ts';
import type { OutputFields } from './contract.ts';

/** A contact's last handoff, open or closed, as a workflow or an agent reads it; null: it never had one. */
export async function readHandoff(tx: PortalTx, contactId: string): Promise<OutputFields | null> {
  const [last] = await lastHandoffs(tx, [contactId]);
  if (last === undefined) return null;
  const parts = handoffParts.safeParse(await last.openParts()).data;
  const people = (await storedDirectory(tx))?.people ?? [];
  return {
    status: last.status,
    owner: people.find((one) => one.ownerId === last.ownerId)?.name ?? `Owner ${last.ownerId}`,
    owner_reason: parts?.owner.reason ?? '',
    sla_state: last.slaState,
    sla_due: last.slaDueAt?.toISOString() ?? '',
    trigger: parts?.trigger.detail ?? '',
    next_step: parts?.nextStep.sentence ?? '',
    risk_flags: parts?.risks.flags.join(';') ?? '',
  };
}
