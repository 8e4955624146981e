import { describe, expect, it, vi } from 'vitest';
import { sql } from 'kysely';
import { ensurePolicy } from '../src/install/ensure-policy.ts';
import { openQueues, type Handlers } from '../src/queue/queues.ts';
import { nextTry } from '../src/queue/retry-policy.ts';
import { routeLeads } from '../src/route-leads.ts';
import { openAttackScene } from './attack-scene.ts';
import { attackTenancy } from './tenancy-attack.ts';
import { installIn } from './tenancy-scene.ts';

const PATIENTLY = { timeout: 50_000, interval: 100 };

async function nothing(): Promise<void> {}

describe('an account', () => {
  // test/long/tenancy.test.ts does the same ten times as often.
  it('is out of reach of people of another, whatever they send', { timeout: 600_000 }, () => attackTenancy(300));

  it("has its lead decided while another's 20,000 wait and its HubSpot does not answer", async () => {
    const [busy, calm] = [7_300, 7_400];
    const scene = await openAttackScene();
    const { store, hubspot, logger } = scene;
    const { databaseUrl } = scene.database;
    const queues = await openQueues({ databaseUrl, namespace: 'tenancy', logger });
    try {
      await installIn(scene, busy, 'Busy');
      await installIn(scene, calm, 'Calm');
      await store.forPortal(busy).transaction(({ db }) =>
        sql`insert into mailbox (portal_id, contact_id, lane, reasons)
            select ${busy}, n::text, case when n % 2 = 0 then 'fresh' else 'bulk' end, '[]'
            from generate_series(1, 20000) n`.execute(db),
      );
      await scene.control.faults([{ kind: 'time_out', afterMs: 600_000, match: { portalId: busy } }]);

      const order: string[] = [];
      const directory = scene.directories.directory;
      const deps = {
        store,
        hubspot,
        directory,
        policyInForce: scene.policyInForce,
        clockSpeed: 1,
        nextTry,
        logger,
        bells: queues.bells,
        metrics: scene.metrics,
        ensurePolicy: (portalId: number) => ensurePolicy({ store, directory }, portalId),
      };
      const handlers: Handlers = {
        writes: nothing,
        clocks: nothing,
        notifications: nothing,
        due: nothing,
        sweep: nothing,
        missed: nothing,
        upkeep: nothing,
        async route(portalId, lane) {
          order.push(`${portalId} begins`);
          await routeLeads(deps, { portalId, lane });
          order.push(`${portalId} ends`);
        },
      };
      await queues.start(handlers);
      await Promise.all([queues.bells.ring(busy, 'fresh'), queues.bells.ring(busy, 'bulk')]);
      await vi.waitFor(
        async () => expect((await scene.control.requests(busy)).requests.length).toBeGreaterThan(0),
        PATIENTLY,
      );
      await scene.control.createContacts({
        portalId: calm,
        source: 'FORM',
        contacts: [{ properties: { email: 'jane@acme.test', country: 'Germany', message: 'What does it cost?' } }],
      });
      await vi.waitFor(() => expect(scene.rung).toContain(calm), PATIENTLY);
      await vi.waitFor(async () => {
        await queues.bells.ring(calm, 'fresh');
        const decisions = await store
          .forPortal(calm)
          .transaction(({ db }) => db.selectFrom('decisions').select('decision_id').execute());
        expect(decisions).toHaveLength(1);
      }, PATIENTLY);
      expect(order).toContain(`${busy} begins`);
      expect(order).not.toContain(`${busy} ends`);
    } finally {
      await queues.close({ force: true });
      await scene.close();
    }
  });
});
