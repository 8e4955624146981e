import { setTimeout as delay } from 'node:timers/promises';
import type { ControlClient } from '../emulator/client.ts';
import type { SentLead } from './judge-lead.ts';
import type { PlannedLead } from './planned-lead.ts';

/** An import is one file of many rows. */
const IMPORT_ROWS = 10;

/**
 * Sends leads at an even pace, at most `perSecond` of them; rows of an import go together. `onSent` and `onRefused` are
 * told of each one: a lead that HubSpot refuses does not stop the others. Ends early when `signal` is aborted.
 */
export async function sendLeads(options: {
  leads: Iterable<PlannedLead>;
  control: ControlClient;
  portalId: number;
  perSecond: number;
  onSent: (sent: SentLead) => void;
  onRefused: (lead: PlannedLead, reason: string) => void;
  signal?: AbortSignal;
}): Promise<void> {
  const { leads, control, portalId, perSecond, onSent, onRefused, signal } = options;
  let nextAtMs = Date.now();
  for (const group of inGroups(leads)) {
    await delay(Math.max(0, nextAtMs - Date.now()), undefined, { signal }).catch(() => undefined);
    if (signal?.aborted === true) return;
    nextAtMs += (group.length * 1_000) / perSecond;
    try {
      for (const sent of await send(group)) onSent(sent);
    } catch (error) {
      await oneByOne(group, error);
    }
  }

  /** One bad row must not cost its neighbours. */
  async function oneByOne(group: readonly PlannedLead[], error: unknown): Promise<void> {
    for (const lead of group) {
      if (group.length === 1) onRefused(lead, sentenceOf(error));
      else
        await send([lead]).then(
          (sent) => sent.forEach((one) => onSent(one)),
          (reason: unknown) => onRefused(lead, sentenceOf(reason)),
        );
    }
  }

  async function send(group: readonly PlannedLead[]): Promise<SentLead[]> {
    const [first] = group;
    if (first === undefined) return [];
    if (first.how.kind === 'submit') {
      const atMs = Date.now();
      await control.submit(first.how.contactId, {
        portalId,
        source: first.source,
        properties: { ...first.properties },
      });
      return [{ lead: first, contactId: first.how.contactId, atMs }];
    }
    const { contacts } = await control.createContacts({
      portalId,
      source: first.source,
      ...(first.userId === undefined ? {} : { userId: first.userId }),
      contacts: group.map(({ properties, late }) => ({
        properties: { ...properties },
        ...(late === undefined ? {} : { late: { afterMs: late.afterMs, properties: { ...late.properties } } }),
      })),
    });
    return group.map((lead, index) => {
      const contact = contacts[index];
      if (contact === undefined) throw new Error('the emulator answered fewer contacts than it was sent');
      return { lead, contactId: contact.id, atMs: contact.createdAtMs };
    });
  }
}

/** Single leads in order; imported rows gathered to one import where the last of them would have come. */
function* inGroups(leads: Iterable<PlannedLead>): Generator<PlannedLead[]> {
  let rows: PlannedLead[] = [];
  for (const lead of leads) {
    if (lead.source !== 'IMPORT') yield [lead];
    else if (rows.push(lead) === IMPORT_ROWS) {
      yield rows;
      rows = [];
    }
  }
  if (rows.length > 0) yield rows;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
