import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BadConfiguration, DecryptionFailed } from '../errors.ts';
import { decryptWith, encryptWith, keyedHash, newKey, parseKeyRing } from './encryption.ts';
import { openForContact, sealForContact } from './tables/contact-keys.ts';

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const encoded = () => randomBytes(32).toString('base64');

describe('encryption under a key', () => {
  test('gives back what went in', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (plain, aad) => {
        const key = newKey();
        expect(decryptWith(key, encryptWith(key, plain, aad), aad)).toEqual(plain);
      }),
    );
  });

  test('never says the same twice', () => {
    const key = newKey();
    expect(encryptWith(key, Buffer.from('same'), '')).not.toEqual(encryptWith(key, Buffer.from('same'), ''));
  });

  test('refuses any changed or missing byte', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (plain, at, flip) => {
        const key = newKey();
        const sealed = encryptWith(key, plain, 'here');
        const changed = Buffer.from(sealed);
        const index = at % sealed.length;
        changed[index] = (changed[index] ?? 0) ^ flip;
        expect(() => decryptWith(key, changed, 'here')).toThrow(DecryptionFailed);
        expect(() => decryptWith(key, sealed.subarray(0, index), 'here')).toThrow(DecryptionFailed);
      }),
    );
  });

  test('refuses another key and another place', () => {
    const key = newKey();
    const sealed = encryptWith(key, Buffer.from('secret'), 'portal-key:1');
    expect(() => decryptWith(newKey(), sealed, 'portal-key:1')).toThrow(DecryptionFailed);
    expect(() => decryptWith(key, sealed, 'portal-key:2')).toThrow(DecryptionFailed);
  });
});

describe('the key ring', () => {
  test('encrypts with the first key and decrypts with any, so that keys can be rotated', () => {
    const [old, fresh] = [`old:${encoded()}`, `fresh:${encoded()}`];
    const before = parseKeyRing(old).encrypt(Buffer.from('token'), 'here');
    expect(before.keyId).toBe('old');
    const during = parseKeyRing(`${fresh}, ${old}`);
    expect(during.decrypt(before.keyId, before.sealed, 'here').toString()).toBe('token');
    const after = during.encrypt(Buffer.from('token'), 'here');
    expect(after.keyId).toBe('fresh');
    expect(parseKeyRing(fresh).decrypt(after.keyId, after.sealed, 'here').toString()).toBe('token');
    expect(() => parseKeyRing(fresh).decrypt(before.keyId, before.sealed, 'here')).toThrow(/"old"/);
  });

  test.each([
    ['', 'Entry 1'],
    ['k1', 'Entry 1'],
    [`k1:${encoded()},`, 'Entry 2'],
    [`k 1:${encoded()}`, 'Entry 1'],
    ['k1:not base64!', 'Entry 1'],
    [`k1:${randomBytes(16).toString('base64')}`, '16 bytes, not 32'],
    [`k1:${encoded()},k1:${encoded()}`, '"k1" twice'],
  ])('refuses %j and says where it is wrong', (text, problem) => {
    expect(() => parseKeyRing(text)).toThrow(BadConfiguration);
    expect(() => parseKeyRing(text)).toThrow(problem);
  });

  test('never quotes a key in its complaints', () => {
    const key = randomBytes(31).toString('base64');
    expect(() => parseKeyRing(`k1:${key}`)).not.toThrow(key);
  });
});

describe('keyed hashes', () => {
  test('are equal for equal values under one key and purpose only', () => {
    const [key, other] = [newKey(), newKey()];
    expect(keyedHash(key, 'phone', '+4930')).toEqual(keyedHash(key, 'phone', '+4930'));
    expect(keyedHash(key, 'phone', '+4930')).toHaveLength(32);
    expect(keyedHash(key, 'phone', '+4930')).not.toEqual(keyedHash(other, 'phone', '+4930'));
    expect(keyedHash(key, 'phone', '+4930')).not.toEqual(keyedHash(key, 'enquiry', '+4930'));
    expect(keyedHash(key, 'a', 'bc')).not.toEqual(keyedHash(key, 'ab', 'c'));
  });
});

describe('values sealed for a contact', () => {
  test('come back as they were, whatever JSON they are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const key = newKey();
        expect(openForContact(key, sealForContact(key, value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('are smaller than long text and unreadable without the key', () => {
    const text = 'We need a quote for 200 seats. '.repeat(100);
    const sealed = sealForContact(newKey(), { text });
    expect(sealed.length).toBeLessThan(text.length / 4);
    expect(sealed.includes('quote')).toBe(false);
    expect(() => openForContact(newKey(), sealed)).toThrow(DecryptionFailed);
  });
});
