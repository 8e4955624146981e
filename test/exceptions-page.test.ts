import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exceptionsAnswer, releaseAnswer, type Exceptions } from '../src/cards/contract/index.ts';
import { raiseException } from '../src/store/tables/exceptions.ts';
import { openAppPageScene, type AppPageScene } from './app-page-scene.ts';

const portalId = 6_171;
const other = 6_172;
const without = 6_173;
let app: AppPageScene;
beforeAll(async () => {
  app = await openAppPageScene({ portalId, other, without });
  await app.handOff('501', { ownerId: '80', pool: 'Sales', dueMin: null });
  await app.inPortal((tx) =>
    tx.db
      .insertInto('mailbox')
      .values(app.waiting('604', 'fresh', 'dead', 9))
      .execute(),
  );
});
afterAll(() => app.stop());

async function exceptions(userId = 7): Promise<Exceptions> {
  const answer = exceptionsAnswer.parse(await app.get('/pages/exceptions', userId));
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.exceptions;
}

async function release(userId: number, body: unknown, portal = portalId) {
  const url = '/pages/exceptions/release';
  const sent = JSON.parse(JSON.stringify(body));
  const answer = await app.fetchAs({ portalId: portal, userId, method: 'POST', url, body: sent });
  expect(answer.status).toBe(200);
  return releaseAnswer.parse(answer.body);
}

const dead = () =>
  app.inPortal((tx) => tx.db.selectFrom('mailbox').select('contact_id').where('state', '=', 'dead').execute());

describe('GET /pages/exceptions', () => {
  it('lists what is open, and the leads put aside with their reason', async () => {
    await app.inPortal(async (tx) => {
      await raiseException(tx, { kind: 'nobody_free', subject: 'Sales', sentence: 'Nobody is free.' });
      await raiseException(tx, { kind: 'nobody_free', subject: 'Sales', sentence: 'Nobody is free.' });
      await raiseException(tx, { kind: 'dead_letter', subject: '604', sentence: 'HubSpot had a problem.' });
      await tx.db
        .insertInto('mailbox')
        .values({ ...app.waiting('501', 'bulk', 'dead', 1), attempts: 8, last_error: 'process_died' })
        .execute();
    });
    const shown = await exceptions();
    expect(shown.mayRelease).toBe(true);
    expect(shown.open).toMatchObject([
      { kind: 'nobody_free', subject: 'Sales', sentence: 'Nobody is free.', count: 2 },
    ]);
    expect(shown.deadLetters).toMatchObject([
      { contactId: '604', label: 'Contact 604', error: 'HubSpot had a problem.' },
      { contactId: '501', label: 'Acme GmbH', attempts: 8, error: 'process_died' },
    ]);
    const toBen = await exceptions(8);
    expect(toBen.mayRelease).toBe(false);
    expect((await exceptions(10)).deadLetters[1]?.label).toBe('Contact 501');
    expect(await app.get('/pages/exceptions', 7, without)).toMatchObject({ error: { code: 'not_installed' } });
  });
});

describe('POST /pages/exceptions/release', () => {
  it.each([
    ['a rep', 8, {}, portalId, 'not_allowed'],
    ['somebody of an account without Baton', 7, {}, without, 'not_allowed'],
    ['ids that are none', 7, { contactIds: ['x'] }, portalId, 'bad_input'],
    ['more than was asked', 7, { contactIds: ['501'], portalId: other }, portalId, 'bad_input'],
    ['too many at once', 7, { contactIds: Array.from({ length: 1_001 }, (_, n) => `${n}`) }, portalId, 'bad_input'],
  ])('refuses %s', async (_name, userId, body, portal, code) => {
    const before = app.rung.length;
    expect(await release(userId, body, portal)).toMatchObject({ ok: false, error: { code } });
    expect(await dead()).toHaveLength(2);
    expect(app.rung).toHaveLength(before);
  });

  it('refuses while the account is suspended', async () => {
    await app.setStatus('suspended');
    expect(await release(7, {})).toMatchObject({ ok: false, error: { code: 'suspended' } });
    await app.setStatus('active');
    expect(await dead()).toHaveLength(2);
  });

  it("leaves another account's leads alone", async () => {
    expect(await release(7, { contactIds: ['501', '604'] }, other)).toEqual({ ok: true, released: 0 });
    expect(await dead()).toHaveLength(2);
  });

  it('tries these leads again, then all of them, and rings; a repeat does no harm', async () => {
    const before = app.rung.length;
    expect(await release(7, { contactIds: ['604', '999'] })).toEqual({ ok: true, released: 1 });
    expect(await release(7, { contactIds: ['604', '999'] })).toEqual({ ok: true, released: 0 });
    expect((await exceptions()).deadLetters).toMatchObject([{ contactId: '501' }]);
    expect(await release(9, {})).toEqual({ ok: true, released: 1 });
    expect(await dead()).toEqual([]);
    expect(app.rung.slice(before)).toEqual([portalId, portalId, portalId]);
  });
});
