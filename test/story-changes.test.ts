import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { controlClient } from '../emulator/client.ts';
import type { EmulatorState } from '../emulator/control-api.ts';
import { installApp } from '../demo/install-app.ts';
import { startLocalStack, type LocalStack } from '../demo/local-stack.ts';
import { COMPANIES } from '../demo/sample-companies.ts';
import { INSTALLER_USER_ID, seedUsers } from '../demo/sample-people.ts';
import { openPortal } from '../demo/sample-run.ts';
import { cardAnswer, policyAnswer } from '../src/cards/contract/index.ts';
import { assertConsistent } from './support/consistency.ts';
import { asAdmin, testDatabase, type TestDatabase } from './support/postgres.ts';

/** What becomes of a lead when something happens to it after it was routed: the real app, each test in a portal of its own. */
let database: TestDatabase;
let stack: LocalStack;
let control: ReturnType<typeof controlClient>;
beforeAll(async () => {
  database = await testDatabase();
  stack = await startLocalStack({ databaseUrl: database.databaseUrl });
  control = controlClient(stack.emulatorUrl);
});
afterAll(async () => {
  await stack.stop();
  await database.close();
});

const GERMAN = {
  email: 'petra.lang@nordlicht-anlagen.example',
  firstname: 'Petra',
  lastname: 'Lang',
  company: 'Nordlicht Anlagen',
  country: 'Germany',
  hs_analytics_source: 'DIRECT_TRAFFIC',
  message: 'We would like to see a demo for 40 technicians this month.',
};
const newPortal = () => openPortal({ stack, contacts: [] });
const teamOf = (ownerId: string | undefined) => seedUsers(0).find((user) => user.ownerId === ownerId)?.teamId;

async function create(portalId: number, properties: Record<string, string>): Promise<string> {
  const { contacts } = await stack.control.createContacts({ portalId, source: 'FORM', contacts: [{ properties }] });
  const id = contacts[0]?.id;
  if (id === undefined) throw new Error('the emulator made no contact');
  return id;
}

/** Waits until the state of the CRM fulfils `check`; answers it. */
async function until(portalId: number, check: (state: EmulatorState) => void): Promise<EmulatorState> {
  return vi.waitFor(
    async () => {
      const state = await stack.control.state(portalId);
      check(state);
      return state;
    },
    { timeout: 45_000, interval: 100 },
  );
}

const contactIn = (state: EmulatorState, id: string) => state.contacts.find((contact) => contact.id === id);
const openTasks = (state: EmulatorState, id: string) =>
  state.tasks.filter(
    (task) => !task.archived && task.contactIds.includes(id) && task.properties['hs_task_status'] !== 'COMPLETED',
  );

async function routed(portalId: number, properties: Record<string, string>): Promise<{ id: string; ownerId: string }> {
  const id = await create(portalId, properties);
  const state = await until(portalId, (seen) => {
    expect(contactIn(seen, id)?.properties['baton_status'], stack.app.logTail()).toBe('offered');
    expect(openTasks(seen, id)).toHaveLength(1);
  });
  return { id, ownerId: contactIn(state, id)?.properties['hubspot_owner_id'] ?? '' };
}

const settled = async (portalId: number) => {
  const state = await until(portalId, (seen) => expect(seen.undeliveredWebhooks).toBe(0));
  await vi.waitFor(() => assertConsistent({ databaseUrl: database.databaseUrl, portalId, state }), {
    timeout: 45_000,
    interval: 200,
  });
};

/** What a page or card fetches, as the admin who installed the app unless another user is named. */
async function fetchAs(portalId: number, url: string, body?: unknown, userId = INSTALLER_USER_ID): Promise<unknown> {
  const request = { portalId, userId, url };
  const answer = await control.fetch(
    body === undefined
      ? { ...request, method: 'GET' }
      : { ...request, method: 'POST', body: z.json().parse(JSON.parse(JSON.stringify(body))) },
  );
  return answer.body;
}

/** The policy in force as the settings page gets it. */
async function editorOf(portalId: number) {
  const answer = policyAnswer.parse(await fetchAs(portalId, '/settings/policy'));
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.editor;
}

async function publish(portalId: number, changes: Record<string, unknown>): Promise<void> {
  const { base, draft } = await editorOf(portalId);
  const save = { draft: { document: { ...draft.document, ...changes } }, base, note: '' };
  expect(await fetchAs(portalId, '/settings/policy/save', save)).toMatchObject({ ok: true });
}

function toPool(id: string, field: string, value: string, pool: string) {
  const when = { field, operator: 'EQ', value };
  return { id, label: `it is ${value}`, enabled: true, when, to: { pool }, evenIfOwned: false };
}

describe('a policy that looks at properties which the account has made for itself', () => {
  it('is met by the next lead: choices of the contact, values of its company', async () => {
    const plans = ['basic', 'premium', 'training'].map((value) => ({ value, label: value }));
    const portalId = await openPortal({
      stack,
      contacts: [],
      properties: [
        {
          objectType: 'contacts',
          name: 'wanted',
          label: 'Wanted',
          type: 'enumeration',
          fieldType: 'checkbox',
          options: plans,
        },
        { objectType: 'companies', name: 'tier', label: 'Tier', type: 'string', fieldType: 'text' },
      ],
    });
    const company = COMPANIES.find(({ customer }) => !customer);
    if (company === undefined) throw new Error('the sample account has no such company');
    await control.editCompany(company.companyId, { portalId, properties: { tier: 'Gold' } });
    const first = (await routed(portalId, { ...GERMAN, wanted: 'basic' })).ownerId;
    expect(teamOf(first)).toBe('11');

    const { draft, fields } = await editorOf(portalId);
    expect(fields).toContainEqual(expect.objectContaining({ name: 'contact.wanted', label: 'Wanted', kind: 'choice' }));
    const hard = [
      toPool('premium', 'contact.wanted', 'premium', 'Customer Support'),
      toPool('gold', 'company.tier', 'gold', 'APAC Sales'),
      ...(draft.document?.hard ?? []),
    ];
    await publish(portalId, { hard });

    const wanted = await routed(portalId, { ...GERMAN, email: 'ina@weser.example', wanted: 'training;premium' });
    expect(teamOf(wanted.ownerId)).toBe('14');
    const gold = await routed(portalId, { ...GERMAN, email: `ute@${company.domain}`, wanted: 'basic' });
    expect(teamOf(gold.ownerId)).toBe('13');
    await settled(portalId);
  });
});

describe('a policy that moves handoffs for changed facts', () => {
  it('takes an accepted lead to whoever it belongs to by a hard fact, with its task and a clock of its own', async () => {
    const portalId = await newPortal();
    const { id, ownerId } = await routed(portalId, GERMAN);
    await publish(portalId, { onChange: { reroute: [], hard: ['contact.country'] } });
    const user = seedUsers(0).find((one) => one.ownerId === ownerId)?.userId;
    const card = async (viewer = user) => {
      const answer = cardAnswer.parse(await fetchAs(portalId, `/cards/handoff?objectId=${id}`, undefined, viewer));
      if (!answer.ok || answer.card.kind !== 'handoff') throw new Error('there is no handoff');
      return answer.card;
    };
    const { handoffId, revision } = (await card()).handoff;
    const accept = { action: 'accept', handoffId, revision, requestId: randomUUID() };
    expect(await fetchAs(portalId, '/cards/handoff/actions', accept, user)).toMatchObject({ ok: true });

    await control.edit(id, { portalId, userId: INSTALLER_USER_ID, properties: { country: 'United States' } });
    const state = await until(portalId, (seen) => {
      expect(teamOf(contactIn(seen, id)?.properties['hubspot_owner_id']), stack.app.logTail()).toBe('12');
      expect(openTasks(seen, id).map((task) => teamOf(task.properties['hubspot_owner_id']))).toEqual(['12']);
    });
    expect(contactIn(state, id)?.properties['baton_status']).toBe('offered');
    const { handoff, history } = await card(INSTALLER_USER_ID);
    expect(handoff).toMatchObject({ handoffId, status: 'offered' });
    expect(history[0]).toMatchObject({ what: 'moved', label: 'country changed from Germany to United States' });
    await settled(portalId);
  });
});

describe('after a lead was routed', () => {
  it('moves quietly to somebody better placed when a fact changes within a minute: one handoff, one task', async () => {
    const portalId = await newPortal();
    const { id, ownerId } = await routed(portalId, GERMAN);
    expect(teamOf(ownerId)).toBe('11');
    await control.edit(id, { portalId, source: 'DATA_ENRICHMENT', properties: { country: 'United States' } });
    const state = await until(portalId, (seen) =>
      expect(teamOf(contactIn(seen, id)?.properties['hubspot_owner_id'])).toBe('12'),
    );
    await until(portalId, (seen) => {
      const tasks = openTasks(seen, id);
      expect(tasks).toHaveLength(1);
      expect(tasks[0]?.properties['hubspot_owner_id']).toBe(contactIn(state, id)?.properties['hubspot_owner_id']);
    });
    await settled(portalId);
  });

  it('adds a second enquiry to the open handoff instead of a second task', async () => {
    const portalId = await newPortal();
    const { id, ownerId } = await routed(portalId, GERMAN);
    const message = 'This is urgent now: our contract ends on Friday, please call me today.';
    await control.submit(id, { portalId, properties: { message } });
    const state = await until(portalId, (seen) => {
      expect(openTasks(seen, id)[0]?.properties['hs_task_priority']).toBe('HIGH');
    });
    expect(openTasks(state, id)).toHaveLength(1);
    expect(contactIn(state, id)?.properties['hubspot_owner_id']).toBe(ownerId);
    await settled(portalId);
  });

  it('yields to a person who changes the owner, and never writes it back', async () => {
    const portalId = await newPortal();
    const { id, ownerId } = await routed(portalId, GERMAN);
    const other =
      seedUsers(0).find((user) => user.teamId === '11' && user.ownerId !== ownerId && user.active !== false)?.ownerId ??
      '';
    await control.edit(id, { portalId, userId: INSTALLER_USER_ID, properties: { hubspot_owner_id: other } });
    await until(portalId, (seen) => {
      expect(contactIn(seen, id)?.properties['baton_status']).toBe('closed');
      expect(openTasks(seen, id)).toEqual([]);
    });
    await control.edit(id, { portalId, source: 'DATA_ENRICHMENT', properties: { country: 'Japan' } });
    await settled(portalId);
    const state = await stack.control.state(portalId);
    expect(contactIn(state, id)?.properties['hubspot_owner_id']).toBe(other);
    const { rows } = await asAdmin(
      (client) =>
        client.query(
          `select kind, owner_id, amount::float8 from ledger_entries where portal_id = $1 and kind = 'transfer' order by amount`,
          [portalId],
        ),
      database.databaseUrl,
    );
    expect(rows).toEqual([
      { kind: 'transfer', owner_id: other, amount: -1e9 },
      { kind: 'transfer', owner_id: ownerId, amount: 1e9 },
    ]);
  });

  it('decides what a lead asks beside a change of hands, by its new owner', async () => {
    const portalId = await newPortal();
    const { id, ownerId } = await routed(portalId, GERMAN);
    const other =
      seedUsers(0).find((user) => user.teamId === '11' && user.ownerId !== ownerId && user.active !== false)?.ownerId ??
      '';
    await Promise.all([
      control.edit(id, { portalId, userId: INSTALLER_USER_ID, properties: { hubspot_owner_id: other } }),
      control.submit(id, { portalId, properties: { message: 'What would 80 seats cost us per year?' } }),
    ]);
    await until(portalId, (seen) => {
      expect(contactIn(seen, id)?.properties['baton_trigger'], stack.app.logTail()).toBe('came_back');
      const tasks = openTasks(seen, id);
      expect(tasks.map((task) => task.properties['hubspot_owner_id'])).toEqual([other]);
    });
    await settled(portalId);
  });

  it('stops for a portal whose grant is gone, keeps its leads, and goes on after a new install', async () => {
    const portalId = await newPortal();
    await routed(portalId, GERMAN);
    // What happened just before the app was removed is still told.
    await control.quirks({ webhooksAfterUninstall: true });
    await control.uninstall(portalId);
    const id = await create(portalId, {
      ...GERMAN,
      email: 'jonas.weil@weil-kaelte.example',
      firstname: 'Jonas',
      lastname: 'Weil',
      company: 'Weil Kälte',
    });
    const status = () =>
      asAdmin(
        async (client) =>
          (await client.query(`select status from portals where portal_id = $1`, [portalId])).rows[0]?.status,
        database.databaseUrl,
      );
    await vi.waitFor(async () => expect(await status()).toBe('suspended'), { timeout: 45_000, interval: 100 });
    expect(contactIn(await stack.control.state(portalId), id)?.properties['hubspot_owner_id'] ?? '').toBe('');

    await installApp({ appUrl: stack.appUrl, portalId, userId: INSTALLER_USER_ID });
    await until(portalId, (seen) =>
      expect(contactIn(seen, id)?.properties['baton_status'], stack.app.logTail()).toBe('offered'),
    );
    await settled(portalId);
  });
});
