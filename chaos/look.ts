import { Client } from 'pg';
import { judgeAll, duplicateTasks } from '../demo/figures.ts';
import type { SentLead } from '../demo/judge-lead.ts';
import { findDisagreements } from './disagreements.ts';
import type { ChaosWorld } from './world.ts';

/** An account that leads are sent into. */
export interface ChaosPortal {
  portalId: number;
  sent: SentLead[];
  /** Contacts that a person has done something about: what is complete is theirs to say. */
  touched: Set<string>;
}

/** How an installation stands, counted from what a person finds in HubSpot and from the store. One line for each thing. */
export interface Look {
  /** Enquiries without an end, or with an incomplete one. */
  lost: string[];
  /** Tasks that are there twice. */
  doubled: string[];
  disagreements: string[];
  /** What is still on its way, ours and HubSpot's. */
  unfinished: string[];
}

/** Throws when Postgres cannot be asked. */
export async function lookAt(world: ChaosWorld, portals: readonly ChaosPortal[]): Promise<Look> {
  const look: Look = { lost: [], doubled: [], disagreements: [], unfinished: [] };
  const client = new Client({ connectionString: world.adminUrl(), connectionTimeoutMillis: 5_000 });
  // A server that is killed meanwhile shows in the query that was running.
  client.on('error', () => {});
  try {
    await client.connect();
    for (const { portalId, sent, touched } of portals) {
      const state = await world.control.state(portalId);
      const at = (line: string) => `account ${portalId}: ${line}`;
      for (const { missing, sent: one, contact } of judgeAll(sent, state)) {
        const isOver = touched.has(one.contactId) && (contact?.archived !== false || hasVerdict(contact));
        if (missing.length > 0 && !isOver)
          look.lost.push(at(`contact ${one.contactId} has no ${missing.join(', no ')}`));
      }
      const twice = duplicateTasks(state);
      if (twice > 0) look.doubled.push(...Array.from({ length: twice }, () => at('a task is there twice')));
      const { unfinished, wrong } = await findDisagreements(client, { portalId, state });
      look.disagreements.push(...wrong.map(at));
      look.unfinished.push(...unfinished.map(at));
      if (state.undeliveredWebhooks > 0) look.unfinished.push(at(`${state.undeliveredWebhooks} webhooks on their way`));
    }
  } finally {
    await client.end().catch(() => {});
  }
  return look;
}

function hasVerdict({ properties }: { properties: Readonly<Record<string, string>> }): boolean {
  return (properties['baton_status'] ?? '') !== '';
}

export function isRight({ lost, doubled, disagreements, unfinished }: Look): boolean {
  return lost.length + doubled.length + disagreements.length + unfinished.length === 0;
}
