import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleOf, draftFolder, hashOf, isBuilt, removeLeftOverDrafts } from '../tools/build-state.mjs';
import { REDIRECT_URL } from '../tools/schemas.mjs';

let dist: string;
beforeEach(() => {
  dist = mkdtempSync(path.join(tmpdir(), 'baton-dist-'));
});
afterEach(() => rmSync(dist, { recursive: true, force: true }));

test('is built while every bundle is there and the sources are the same', () => {
  const stamp = path.join(dist, '.sources');
  const bundles = ['cards/Card.tsx', 'pages/Pages.tsx'].map((entry) => bundleOf(dist, entry));
  expect(bundles[0]).toBe(path.join(dist, 'cards/Card.js'));
  expect(isBuilt({ stamp, sources: 'a', bundles })).toBe(false);
  for (const file of [...bundles, stamp]) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, 'a');
  }
  expect(isBuilt({ stamp, sources: 'a', bundles })).toBe(true);
  expect(isBuilt({ stamp, sources: 'b', bundles })).toBe(false);
  rmSync(bundles[0] ?? '');
  expect(isBuilt({ stamp, sources: 'a', bundles })).toBe(false);
});

test('what sources are called counts as well as what they hold', () => {
  const [one, other] = ['one.ts', 'other.ts'].map((name) => path.join(dist, name));
  if (one === undefined || other === undefined) throw new Error('two files are needed');
  writeFileSync(one, 'same');
  writeFileSync(other, 'same');
  const before = hashOf(dist, [one]);
  expect(hashOf(dist, [other])).not.toBe(before);
  writeFileSync(one, 'changed');
  expect(hashOf(dist, [one])).not.toBe(before);
});

test('drafts of builds that are no more are removed, of those that run they stay', () => {
  const ended = spawnSync(process.execPath, ['--version']).pid;
  const leftOver = path.join(dist, `.draft-${ended}`);
  const others = [draftFolder(dist), path.join(dist, 'cards')];
  for (const folder of [leftOver, ...others]) mkdirSync(folder);
  removeLeftOverDrafts(dist);
  expect([leftOver, ...others].map((folder) => existsSync(folder))).toEqual([false, true, true]);
  removeLeftOverDrafts(path.join(dist, 'nowhere'));
});

test.each([
  ['https://baton.example.com/oauth/callback', true],
  ['http://localhost:3000/oauth/callback', true],
  ['http://localhost/oauth/callback', true],
  ['http://localhost', true],
  ['http://localhost.evil.example/oauth/callback', false],
  ['http://baton.example.com/oauth/callback', false],
])('the way back from OAuth: %s', (address, allowed) => {
  expect(new RegExp(REDIRECT_URL).test(address)).toBe(allowed);
});

test('the app comes back from OAuth to its own server and nowhere else', () => {
  const file = new URL('../src/app/app-hsmeta.json', import.meta.url);
  const app: { config: { auth: { redirectUrls: string[] } } } = JSON.parse(readFileSync(file, 'utf8'));
  expect(app.config.auth.redirectUrls).toEqual(['${BATON_URL}/oauth/callback']);
});
