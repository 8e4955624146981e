import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHubSpotOAuth } from '../src/hubspot/oauth.ts';
import { rotateKeys } from '../src/install/rotate-keys.ts';
import { createTokens } from '../src/install/tokens.ts';
import { parseKeyRing } from '../src/store/encryption.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { contactKeys, openForContact, sealForContact } from '../src/store/tables/contact-keys.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

const NEW = `new:${randomBytes(32).toString('base64')}`;
const OLD = `old:${randomBytes(32).toString('base64')}`;
const PORTALS = [41, 42];

let database: TestDatabase;
const stores: Store[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database?.close();
});

async function storeWith(...keys: string[]): Promise<Store> {
  const ring = parseKeyRing(keys.join(','));
  const store = await openStore({ databaseUrl: database.databaseUrl, keys: ring, role: 'cli' });
  stores.push(store);
  return store;
}
const tokensOf = (store: Store) => {
  const hubspotOAuth = createHubSpotOAuth({
    clientId: 'client',
    clientSecret: 'secret',
    apiUrl: 'http://127.0.0.1:1',
  });
  return createTokens({ store, hubspotOAuth, logger: pino({ level: 'silent' }) });
};
const grant = (token: string) => ({
  accessToken: `access of ${token}`,
  refreshToken: `refresh of ${token}`,
  expiresInSeconds: 1_800,
  scopes: [],
  userId: null,
});

describe('rotating the master key', () => {
  it('leaves everything readable with the new one alone, and says that the old one may go', async () => {
    const old = await storeWith(OLD);
    const sealed = new Map<number, Buffer>();
    for (const portalId of PORTALS) {
      await old.createPortal(portalId);
      await tokensOf(old).save(portalId, { ...grant(`portal ${portalId}`), portalId });
      await old.forPortal(portalId).transaction(async (tx) => {
        const key = (await contactKeys(tx, ['7'])).get('7') ?? Buffer.alloc(0);
        sealed.set(portalId, sealForContact(key, { said: `of ${portalId}` }));
      });
    }
    const both = await storeWith(NEW, OLD);
    expect(await rotateKeys(both)).toEqual({ changed: PORTALS, failed: [], unused: ['old'] });
    expect(await rotateKeys(both)).toEqual({ changed: [], failed: [], unused: ['old'] });

    const fresh = await storeWith(NEW);
    for (const portalId of PORTALS) {
      expect(await tokensOf(fresh).accessToken(portalId)).toBe(`access of portal ${portalId}`);
      await fresh.forPortal(portalId).transaction(async (tx) => {
        const key = (await contactKeys(tx, ['7'])).get('7') ?? Buffer.alloc(0);
        expect(openForContact(key, sealed.get(portalId) ?? Buffer.alloc(0))).toEqual({ said: `of ${portalId}` });
      });
    }
    await expect(old.forPortal(41).transaction((tx) => tx.portalKey())).rejects.toMatchObject({
      code: 'decryption_failed',
    });
  });

  it('leaves an account alone that the keys given do not open, and then no key may go', async () => {
    const other = await storeWith(`lost:${randomBytes(32).toString('base64')}`);
    await other.createPortal(43);
    const both = await storeWith(NEW, OLD);
    expect(await rotateKeys(both)).toEqual({
      changed: [],
      failed: [{ portalId: 43, code: 'decryption_failed' }],
      unused: [],
    });
    expect(await other.forPortal(43).transaction(async (tx) => (await tx.portalKey()).length)).toBe(32);
  });

  it('overwrites no tokens that are renewed meanwhile', async () => {
    const newest = await storeWith(OLD);
    // An account of the old key, renewed again and again while keys are rotated.
    await newest.createPortal(44);
    const tokens = tokensOf(newest);
    await tokens.save(44, { ...grant('0'), portalId: 44 });
    const both = await storeWith(NEW, OLD);
    const renewing = (async () => {
      for (let round = 1; round <= 30; round += 1) await tokens.save(44, { ...grant(String(round)), portalId: 44 });
    })();
    const rotating = (async () => {
      for (let round = 0; round < 10; round += 1) await rotateKeys(both);
    })();
    await Promise.all([renewing, rotating]);
    expect(await tokensOf(both).accessToken(44)).toBe('access of 30');
  });
});
