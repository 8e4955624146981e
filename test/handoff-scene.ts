import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { sql } from 'kysely';
import { finishWrites, type WriteReport } from '../src/handoff/write.ts';
import type { SettleTakeOver } from '../src/handoff/commit-writes.ts';
import { createHubSpot, type HubSpotPortal } from '../src/hubspot/client.ts';
import { createPostgresBudget } from '../src/hubspot/budget-postgres.ts';
import { taskMark } from '../src/hubspot/tasks.ts';
import { sealForContact, contactKeys } from '../src/store/tables/contact-keys.ts';
import { contactsById } from '../src/store/tables/contacts.ts';
import { insertWrites, type PlannedWrite } from '../src/store/tables/crm-writes.ts';
import { openExceptions } from '../src/store/tables/exceptions.ts';
import { insertHandoffs, NO_CLOCK } from '../src/store/tables/handoffs.ts';
import { OPTIONAL_SCOPES, PORTAL, startScene } from './emulator-portal.ts';
import { testDatabase } from './support/postgres.ts';

const logger = pino({ level: 'silent' });

/** Parts of the addresses to which Baton writes. */
export const CONTACTS = '/contacts/batch/update';
export const TASKS = '/tasks/batch/create';

/** A routed lead: its contact in the emulator, its handoff and its writes in the store, as a decider leaves them. */
export interface RoutedLead {
  contactId: string;
  handoffId: string;
  update: PlannedWrite;
  task: PlannedWrite;
}

/** The real client and store before the emulator, with Baton's properties set up. `reset` begins anew. */
export async function startHandoffScene() {
  const database = await testDatabase();
  const store = await database.store(PORTAL);
  const portal = store.forPortal(PORTAL);
  const scene = await startScene({ rateLimit: false });
  const budget = createPostgresBudget({ transaction: (portalId) => store.forPortal(portalId).transaction });
  let token = '';
  let hubspot: HubSpotPortal;

  async function reset(optionalScopes = OPTIONAL_SCOPES): Promise<void> {
    await scene.control.reset();
    await scene.seedAll();
    // Owner 702: a colleague whom people may choose.
    await scene.control.editUser(8, { portalId: PORTAL, active: true });
    token = (await scene.install({ optional_scope: optionalScopes })).access_token;
    await portal.transaction(async (tx) => {
      await sql`delete from request_budgets`.execute(tx.db);
      await tx.db.deleteFrom('crm_writes').execute();
      await tx.db.deleteFrom('handoffs').execute();
      await tx.db.deleteFrom('exceptions').execute();
      await tx.db.deleteFrom('contacts').execute();
    });
    const all = createHubSpot({
      apiUrl: scene.emulator.url,
      accessToken: () => Promise.resolve(token),
      budget,
      logger,
    });
    hubspot = all.forPortal(PORTAL, 'fresh');
    await hubspot.ensureProperties();
  }

  /** A contact that came by a form and was given to owner 701; nothing of it is written to HubSpot yet. */
  async function route(options: { readAtMs?: number; properties?: Record<string, string> } = {}): Promise<RoutedLead> {
    const { contacts } = await scene.control.createContacts({
      portalId: PORTAL,
      source: 'FORM',
      contacts: [{ properties: { email: `${randomUUID()}@acme.example` } }],
    });
    const contactId = contacts[0]?.id ?? '';
    const handoffId = randomUUID();
    const base = { contactId, decisionId: randomUUID(), handoffId, lane: 'fresh' as const };
    const update: PlannedWrite = {
      ...base,
      writeId: randomUUID(),
      kind: 'contact_update',
      payload: {
        properties: {
          hubspot_owner_id: '701',
          baton_status: 'offered',
          baton_intent: 'pricing',
          ...options.properties,
        },
        ownerId: '701',
        compareOwner: { ownerId: null, readAtMs: options.readAtMs ?? Date.now() },
      },
    };
    const taskId = randomUUID();
    const task: PlannedWrite = {
      ...base,
      writeId: taskId,
      kind: 'task_create',
      payload: {
        properties: {
          hs_task_subject: 'Call',
          hs_task_body: `<p>All six parts</p>\n<p>${taskMark(taskId)}</p>`,
          hs_task_status: 'NOT_STARTED',
          hs_task_type: 'CALL',
          hs_task_priority: 'HIGH',
          hs_timestamp: new Date(Date.now() + 60_000).toISOString(),
          hubspot_owner_id: '701',
        },
      },
    };
    await portal.transaction(async (tx) => {
      const keys = await contactKeys(tx, [contactId]);
      await insertHandoffs(tx, [
        {
          handoffId,
          contactId,
          enquiryId: randomUUID(),
          decisionId: base.decisionId,
          ownerId: '701',
          pool: null,
          urgency: 'normal',
          slaState: 'none',
          clock: NO_CLOCK,
          parts: sealForContact(keys.get(contactId) ?? Buffer.alloc(32), {}),
          openedAt: new Date(),
        },
      ]);
      await insertWrites(tx, [update, task]);
    });
    return { contactId, handoffId, update, task };
  }

  function finish(options: { hubspot?: HubSpotPortal; settleTakeOver?: SettleTakeOver } = {}): Promise<WriteReport> {
    return finishWrites({ portal, hubspot, processId: store.processId, logger, ...options });
  }

  /** Lets as much time pass for unfinished writes as an unanswered one waits. */
  async function passTime(): Promise<void> {
    await portal.transaction((tx) =>
      tx.db
        .updateTable('crm_writes')
        .set({ not_before: sql`now()`, locked_until: null, lease_id: null })
        .where('state', 'in', ['todo', 'sent'])
        .execute(),
    );
  }

  /** What the emulator shows of a contact: its owner, its owners so far, its status, its tasks. */
  async function seen({ contactId }: Pick<RoutedLead, 'contactId'>) {
    const state = await scene.control.state(PORTAL);
    const contact = state.contacts.find(({ id }) => id === contactId);
    return {
      properties: contact?.properties ?? {},
      owners: contact?.history.hubspot_owner_id.map(({ value }) => value) ?? [],
      tasks: state.tasks.filter(({ contactIds, archived }) => contactIds.includes(contactId) && !archived),
    };
  }

  const handoff = ({ handoffId }: RoutedLead) =>
    portal.transaction((tx) =>
      tx.db.selectFrom('handoffs').selectAll().where('handoff_id', '=', handoffId).executeTakeFirstOrThrow(),
    );
  const stateOf = (write: PlannedWrite) =>
    portal.transaction((tx) =>
      tx.db.selectFrom('crm_writes').selectAll().where('write_id', '=', write.writeId).executeTakeFirstOrThrow(),
    );

  /** What the store remembers of the contact. */
  const remembered = async ({ contactId }: RoutedLead) =>
    (await portal.transaction((tx) => contactsById(tx, [contactId]))).get(contactId);
  const exceptions = () => portal.transaction((tx) => openExceptions(tx));
  /** How many calls the emulator has had to addresses that contain `path`. */
  const calls = async (path: string) =>
    (await scene.control.state(PORTAL)).calls
      .filter((call) => call.path.includes(path))
      .reduce((sum, { count }) => sum + count, 0);

  await reset();
  return {
    control: scene.control,
    portal,
    store,
    budget,
    reset,
    route,
    finish,
    passTime,
    seen,
    handoff,
    stateOf,
    remembered,
    exceptions,
    calls,
    hubspot: () => hubspot,
    async close() {
      await scene.close();
      await budget.close();
      await database.close();
    },
  };
}
export type HandoffScene = Awaited<ReturnType<typeof startHandoffScene>>;
