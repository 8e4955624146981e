import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { BadConfiguration, DecryptionFailed } from '../errors.ts';

/**
 * Envelope encryption: a master key (environment) wraps each portal's key, that wraps each contact's key, and values are
 * encrypted under the innermost key that owns them. Destroying a key destroys what it protects.
 *
 * Layout of everything sealed: version (1 byte) | iv (12) | tag (16) | ciphertext. The version is authenticated too.
 */
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + IV_BYTES + TAG_BYTES;
export const KEY_BYTES = 32;

/** The master keys. Anything is encrypted with the current one and decrypted with the one it names. */
export interface KeyRing {
  readonly currentId: string;
  readonly ids: readonly string[];
  /** `aad` binds the value to its place (e.g. `portal-key:123`): moved elsewhere it does not open. */
  encrypt(plain: Buffer, aad: string): { keyId: string; sealed: Buffer };
  /** Throws DecryptionFailed: unknown key id, wrong place, or altered data. */
  decrypt(keyId: string, sealed: Buffer, aad: string): Buffer;
}

/**
 * Reads BATON_ENCRYPTION_KEYS: `id:base64,id:base64`, 32 bytes each, the first is current. Throws BadConfiguration; its
 * message names the position and id of the faulty entry, never the key.
 */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<string, Buffer>();
  for (const [index, entry] of text.split(',').entries()) {
    const { id, key } = parseEntry(entry.trim(), index + 1);
    if (keys.has(id)) throw new BadConfiguration(`BATON_ENCRYPTION_KEYS names the key "${id}" twice.`);
    keys.set(id, key);
  }
  return keyRing(keys);
}

function parseEntry(entry: string, position: number): { id: string; key: Buffer } {
  const [, id, encoded] = /^([A-Za-z0-9_.-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/.exec(entry) ?? [];
  if (id === undefined || encoded === undefined) {
    throw new BadConfiguration(
      `Entry ${position} of BATON_ENCRYPTION_KEYS is not "id:base64" (id: up to 32 letters, digits, ".", "_", "-").`,
    );
  }
  const key = Buffer.from(encoded, 'base64');
  if (key.length !== KEY_BYTES) {
    throw new BadConfiguration(
      `The key "${id}" in BATON_ENCRYPTION_KEYS has ${key.length} bytes, not ${KEY_BYTES}. Make one with: openssl rand -base64 32`,
    );
  }
  return { id, key };
}

function keyRing(keys: ReadonlyMap<string, Buffer>): KeyRing {
  const [current] = keys;
  if (current === undefined) throw new BadConfiguration('BATON_ENCRYPTION_KEYS holds no key.');
  const [currentId, currentKey] = current;
  return {
    currentId,
    ids: [...keys.keys()],
    encrypt: (plain, aad) => ({ keyId: currentId, sealed: encryptWith(currentKey, plain, aad) }),
    decrypt(keyId, sealed, aad) {
      const key = keys.get(keyId);
      if (key === undefined) throw new DecryptionFailed(`A secret written with the key "${keyId}"`);
      return decryptWith(key, sealed, aad);
    },
  };
}

/** A fresh random data key. */
export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** AES-256-GCM with a random iv. `aad` is authenticated, not stored: the reader must know it. */
export function encryptWith(key: Buffer, plain: Buffer, aad: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticated(aad));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), ciphertext]);
}

/** Opposite of `encryptWith`. Throws DecryptionFailed on a wrong key, another `aad`, or altered or cut-off data. */
export function decryptWith(key: Buffer, sealed: Buffer, aad: string): Buffer {
  if (sealed.length < HEADER_BYTES || sealed[0] !== VERSION) {
    throw new DecryptionFailed('A stored value (its format is not known)');
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(authenticated(aad));
    decipher.setAuthTag(sealed.subarray(1 + IV_BYTES, HEADER_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
  } catch (error) {
    throw new DecryptionFailed('A stored value', error);
  }
}

/** HMAC-SHA256, 32 bytes: equal values can be recognised, values cannot be read. `purpose` keeps uses apart. */
export function keyedHash(key: Buffer, purpose: string, value: string): Buffer {
  return createHmac('sha256', key).update(purpose).update('\0').update(value).digest();
}

function authenticated(aad: string): Buffer {
  return Buffer.concat([Buffer.of(VERSION), Buffer.from(aad)]);
}
