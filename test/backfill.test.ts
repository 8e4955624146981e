import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeLeads } from '../src/mailbox/leases.ts';
import { policyHash } from '../src/policy/canonical.ts';
import { policyDocument, pool, rule } from '../src/policy/fixtures.ts';
import { createPolicies } from '../src/policy-in-force.ts';
import { enqueueBackfill, planBackfill } from '../src/publishing/backfill.ts';
import { cancelBackfill, countBackfill } from '../src/store/tables/backfill.ts';
import { eventsOfContact } from '../src/store/tables/handoff-events.ts';
import { insertPolicy } from '../src/store/tables/policies.ts';
import { storeDirectory } from '../src/store/tables/directories.ts';
import { anna, ben, cleo, openDecidingScene, readyLead } from './deciding-scene.ts';
import { openCliApp, type CliApp } from './support/cli.ts';

let app: CliApp;
beforeAll(async () => {
  app = await openCliApp();
});
afterAll(() => app?.close());

/** Germans went to Anna and Ben; by the version in force now they go to Cleo. */
async function open(portalId: number) {
  const scene = await openDecidingScene(app.store, portalId);
  const people = [anna, ben, { ...cleo, name: 'Cleo Martin' }];
  await scene.portal.transaction((tx) => storeDirectory(tx, { people, teams: [], fetchedAtMs: Date.now() }));
  await scene.decide(['1', '2', '3'].map((contactId) => readyLead(contactId)));
  await scene.decide([readyLead('4', { country: 'FR' })]);
  await scene.portal.transaction((tx) =>
    tx.db.updateTable('handoffs').set({ status: 'accepted' }).where('contact_id', '=', '3').execute(),
  );
  const document = policyDocument({
    pools: [
      pool('sales', { members: [{ ownerId: 'anna' }, { ownerId: 'ben' }] }),
      pool('france', { members: [{ ownerId: 'cleo' }] }),
    ],
    poolRules: [
      rule('all', { pool: 'france', when: { field: 'contact.country', operator: 'IN', values: ['FR', 'DE'] } }),
    ],
  });
  await scene.portal.transaction((tx) => insertPolicy(tx, { document, hash: policyHash(document), authorUserId: 7 }));
  return {
    ...scene,
    plan: async () => {
      const policy = await scene.portal.transaction((tx) => createPolicies()(tx, new Date()));
      return planBackfill(scene.portal, { ledger: 'live', since: new Date(0), policy });
    },
    waiting: () => scene.portal.transaction(countBackfill),
    baton: (...args: string[]) => app.baton(['backfill', ...args, '--portal', String(portalId)]),
  };
}

describe('a backfill', () => {
  it('moves what the policy in force says should move, and nothing that somebody has accepted', async () => {
    const scene = await open(2_001);
    const { moves, looked } = await scene.plan();
    expect(looked).toEqual(['1', '2', '4']);
    expect(moves.map(({ contactId, to }) => [contactId, to.ownerId])).toEqual([
      ['1', 'cleo'],
      ['2', 'cleo'],
    ]);
    const decisions = (await scene.decisions()).length;
    await enqueueBackfill(scene.portal, ['1', '2', '3']);
    expect([await scene.waiting(), (await scene.decisions()).length]).toEqual([3, decisions]);

    // A lead whose first answer is still to be written waits for that.
    await scene.portal.transaction((tx) => tx.db.updateTable('crm_writes').set({ state: 'done' }).execute());
    const taken = await takeLeads(scene.portal, { lane: 'bulk', limit: 10, processId: app.store.processId });
    for (const lead of taken) {
      const seen = await scene.handoffOf(lead.contactId);
      const ready = readyLead(lead.contactId, { kind: 'change', ownerId: seen?.ownerId ?? '', seen, taken: lead });
      // Long after the first minute.
      await scene.decide([ready], { now: new Date(Date.now() + 600_000) });
    }
    const owners = await Promise.all(['1', '2', '3'].map(async (id) => (await scene.handoffOf(id))?.ownerId));
    expect(owners.slice(0, 2)).toEqual(['cleo', 'cleo']);
    expect(['anna', 'ben']).toContain(owners[2]);
    const [event] = await scene.portal.transaction((tx) => eventsOfContact(tx, '1', { limit: 1 }));
    expect(event).toMatchObject({ kind: 'moved', ownerId: 'cleo', label: 'policy' });
    expect((await scene.plan()).moves).toEqual([]);
  });

  it('is told first, run, counted and called off on the command line', async () => {
    const scene = await open(2_002);
    const told = await scene.baton();
    expect(told.stdout.split('\n')).toEqual([
      '3 contacts were decided by another version than 2 and are nurtured, wait, or were offered and not accepted.',
      '2 would move:',
      expect.stringMatching(/^ {2}contact 1: (anna|ben) -> Cleo Martin$/),
      expect.stringMatching(/^ {2}contact 2: (anna|ben) -> Cleo Martin$/),
      'Nothing was changed. “baton backfill run” does it, each contact read anew.',
      '',
    ]);
    expect(await scene.waiting()).toBe(0);
    expect((await scene.baton('run')).stdout).toContain('2 contacts are looked at anew');
    expect((await scene.baton('run', '--contact', '99')).stdout).toContain('1 contacts are looked at anew');
    expect((await scene.baton('run', '--all')).stdout).toContain('looked at anew');
    expect((await scene.baton('status')).stdout).toMatch(/^[34] contacts of a backfill/);
    expect((await scene.baton('cancel')).stdout).toMatch(/^[34] contacts are not looked at any more/);
    expect(await scene.waiting()).toBe(0);
    expect((await scene.baton('sideways')).code).toBe(2);
  });

  it('takes nothing out that waits for something else as well', async () => {
    const scene = await open(2_003);
    await enqueueBackfill(scene.portal, ['1']);
    await scene.portal.transaction((tx) =>
      tx.db
        .updateTable('mailbox')
        .set({
          reasons: JSON.stringify([
            { kind: 'backfill', what: 'policy', source: 'UNKNOWN', sourceId: null, occurredAt: 1 },
            { kind: 'enquiry', what: 'message', source: 'FORM', sourceId: null, occurredAt: 2 },
          ]),
        })
        .execute(),
    );
    expect(await scene.portal.transaction(cancelBackfill)).toBe(0);
  });
});
