import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkedAnswer,
  policyAnswer,
  savedAnswer,
  settingsAnswer,
  versionsAnswer,
  type CheckedPolicy,
  type DraftPolicy,
} from '../src/cards/contract/index.ts';
import { portalSeed, startInstallation, type Installation } from './install-harness.ts';

const ADMIN = 7;
const REP = 8;
const portalId = 6_161;
let app: Installation;
beforeAll(async () => {
  app = await startInstallation();
  await app.seed({ portals: [portalSeed(portalId)] });
  await app.agree({ portalId, userId: ADMIN });
});
afterAll(() => app.stop());

async function fetchAs(userId: number, url: string, body?: unknown): Promise<unknown> {
  const request = { portalId, userId, url };
  const answer = await app.fetchAs(
    body === undefined
      ? { ...request, method: 'GET' }
      : { ...request, method: 'POST', body: JSON.parse(JSON.stringify(body)) },
  );
  return answer.body;
}

async function editor() {
  const answer = policyAnswer.parse(await fetchAs(ADMIN, '/settings/policy'));
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.editor;
}

async function check(draft: unknown): Promise<CheckedPolicy> {
  const answer = checkedAnswer.parse(await fetchAs(ADMIN, '/settings/policy/check', { draft }));
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.draft;
}

async function save(body: unknown, userId = ADMIN) {
  return savedAnswer.parse(await fetchAs(userId, '/settings/policy/save', body));
}

async function inForce() {
  const answer = settingsAnswer.parse(await fetchAs(ADMIN, '/settings/status'));
  return answer.ok ? answer.settings.policy : null;
}

/** The policy in force with another weight for the first person of a pool. */
async function withWeight(weight: number): Promise<{ base: number; document: DraftPolicy }> {
  const { base, draft } = await editor();
  const document = structuredClone(draft.document);
  const member = document?.pools.find(({ name }) => name === 'Sales')?.members[0];
  if (document == null || member === undefined) throw new Error('the first policy has no such pool');
  member.weight = weight;
  return { base, document };
}

describe('GET /settings/policy', () => {
  it('gives admins the policy as document and text, with what conditions may ask about', async () => {
    const { base, draft, fields, people, reasons } = await editor();
    expect(base).toBe(1);
    expect(draft).toMatchObject({ maySave: true, changes: [], tooLarge: false });
    expect(draft.text).toMatch(/^version: 1\n/);
    expect(draft.words.skip[0]).toBe('When kind of e-mail address is own staff: left alone as own staff.');
    expect(people).toContainEqual({ ownerId: expect.any(String), name: 'Ben Rep' });
    expect(reasons).toContainEqual({ value: 'spam', label: 'Spam' });
    const country = fields.find(({ name }) => name === 'contact.country');
    expect(country).toMatchObject({ label: 'Country', kind: 'choice' });
    expect(country?.options).toContainEqual({ value: 'DE', label: 'Germany' });
    expect(fields.map(({ name }) => name)).not.toContain('contact.message');
  });

  it('is for admins only, and so is what changes it', async () => {
    const refused = { ok: false, error: { code: 'not_allowed' } };
    const { base, document } = await withWeight(9);
    expect(await fetchAs(REP, '/settings/policy')).toMatchObject(refused);
    expect(await fetchAs(REP, '/settings/policy/check', { draft: { document } })).toMatchObject(refused);
    expect(await save({ draft: { document }, base, note: '' }, REP)).toMatchObject(refused);
    expect(await inForce()).toMatchObject({ version: 1 });
  });
});

describe('POST /settings/policy/check', () => {
  it('says in words what would change, and changes nothing', async () => {
    const { document } = await withWeight(3);
    const draft = await check({ document });
    expect(draft).toMatchObject({ maySave: true, changes: ['Pool “Sales”, Ada Admin: weight 1 → 3.'] });
    expect(draft.text).toContain('weight: 3');
    expect(await inForce()).toMatchObject({ version: 1 });
  });

  it('reads the same as text, and back', async () => {
    const { document } = await withWeight(3);
    const { text } = await check({ document });
    expect(await check({ text })).toMatchObject({ document, text, maySave: true });
  });

  it('points at the line of a slip, with what was meant', async () => {
    const { text } = (await editor()).draft;
    const draft = await check({ text: text?.replace('defaultPool:', 'defaultPol:') });
    expect(draft).toMatchObject({ document: null, maySave: false, changes: [] });
    expect(draft.findings).toContainEqual(
      expect.objectContaining({ severity: 'error', line: expect.any(Number), proposal: 'did you mean defaultPool?' }),
    );
  });

  it('names a form’s problem by where it is', async () => {
    const { document } = await withWeight(-1);
    const { findings, text, maySave } = await check({ document });
    expect({ text, maySave }).toEqual({ text: null, maySave: false });
    expect(findings).toEqual([
      expect.objectContaining({
        line: null,
        path: ['pools', expect.any(Number), 'members', 0, 'weight'],
        sentence: expect.stringMatching(/^Pool “Sales”, Ada Admin, weight /),
      }),
    ]);
  });

  it('refuses anchors, tags, and what is no policy at all, and says so', async () => {
    for (const text of ['a: &x 1\nb: *x', 'name: !!js x', '', '[]', 'version: 1']) {
      const draft = await check({ text });
      expect(draft.maySave).toBe(false);
      expect(draft.findings.length).toBeGreaterThan(0);
    }
    expect(await fetchAs(ADMIN, '/settings/policy/check', { draft: 5 })).toMatchObject({
      ok: false,
      error: { code: 'bad_input' },
    });
    expect(await fetchAs(ADMIN, '/settings/policy/check', { draft: { text: 'x'.repeat(1_100_000) } })).toMatchObject({
      ok: false,
      error: { code: 'bad_input' },
    });
  });
});

describe('POST /settings/policy/save', () => {
  it('puts a draft in force with author and note, once', async () => {
    const { base, document } = await withWeight(3);
    const request = { draft: { document }, base, note: ' Ada does more ' };
    expect(await save(request)).toEqual({ ok: true, version: 2 });
    expect(await save(request)).toEqual({ ok: true, version: 2 });
    expect(await inForce()).toMatchObject({ version: 2, by: 'Ada Admin', note: 'Ada does more' });
    expect((await editor()).base).toBe(2);
  });

  it('refuses a draft that was made from an older version', async () => {
    const { base, document } = await withWeight(5);
    expect(await save({ draft: { document }, base: base - 1, note: '' })).toMatchObject({
      ok: false,
      error: { code: 'policy_changed', sentence: expect.stringContaining(`version ${base}`) },
    });
    expect(await inForce()).toMatchObject({ version: base });
  });

  it('of two who save at once one is told so', async () => {
    const { base, document } = await withWeight(6);
    const { document: other } = await withWeight(7);
    const answers = await Promise.all([
      save({ draft: { document }, base, note: 'six' }),
      save({ draft: { document: other }, base, note: 'seven' }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.error.code === 'policy_changed')).toHaveLength(1);
    expect(await inForce()).toMatchObject({ version: base + 1 });
  });

  it('keeps the policy in force when the new one has errors', async () => {
    const { base, draft } = await editor();
    const version = (await inForce())?.version;
    const rule = { id: 'a', label: 'it is German', when: { field: 'contact.country', operator: 'IN', values: ['DE'] } };
    const poolRules = [
      { ...rule, pool: 'All sales' },
      { ...rule, id: 'b', label: 'it is German too', pool: 'Sales' },
    ];
    const answer = await save({ draft: { document: { ...draft.document, poolRules } }, base, note: '' });
    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'policy_has_errors',
        sentence: expect.stringMatching(/an error, .* in force stays.* never reached/s),
      },
    });
    expect(await save({ draft: { text: 'version: 2' }, base, note: '' })).toMatchObject({
      ok: false,
      error: { code: 'policy_has_errors' },
    });
    expect(await inForce()).toMatchObject({ version });
  });
});

const versions = async (url: string, body?: unknown, userId = ADMIN) =>
  versionsAnswer.parse(await fetchAs(userId, url, body));
const statesOf = (answer: Awaited<ReturnType<typeof versions>>) =>
  answer.ok ? answer.versions.slice(0, 3).map(({ version, state }) => `${version} ${state}`) : answer.error.code;

describe('the life of a policy', () => {
  it('comes into force on a later day, is called off, and is gone back to', async () => {
    const { base, document } = await withWeight(8);
    const later = { draft: { document }, base, note: 'later', from: '2099-01-01' };
    expect(await save(later)).toEqual({ ok: true, version: base + 1 });
    expect(await inForce()).toMatchObject({ version: base });
    expect(await save({ ...later, from: null })).toMatchObject({ ok: false, error: { code: 'policy_scheduled' } });
    expect(await save({ ...later, from: '2020-01-01' })).toMatchObject({ ok: false, error: { code: 'past' } });
    expect(await save({ ...later, from: 'soon' })).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    const listed = await versions('/settings/policy/versions');
    expect(statesOf(listed)[0]).toBe(`${base + 1} scheduled`);
    expect(listed.ok && listed.versions[0]).toMatchObject({
      by: 'Ada Admin',
      note: 'later',
      changes: [expect.any(String)],
    });
    expect(statesOf(await versions('/settings/policy/cancel', {}))[0]).toBe(`${base + 1} cancelled`);

    const back = { to: 1, base };
    expect(statesOf(await versions('/settings/policy/rollback', back))[0]).toBe(`${base + 2} live`);
    expect(statesOf(await versions('/settings/policy/rollback', back))[0]).toBe(`${base + 2} live`);
    expect(await inForce()).toMatchObject({ version: base + 2, note: 'Back to version 1' });
    expect(statesOf(await versions('/settings/policy/rollback', { to: 2, base }))).toBe('policy_changed');
    expect(statesOf(await versions('/settings/policy/rollback', { to: 99, base: base + 2 }))).toBe('unknown_version');
  });

  it('is for admins only', async () => {
    expect(statesOf(await versions('/settings/policy/versions', undefined, REP))).toBe('not_allowed');
    expect(statesOf(await versions('/settings/policy/rollback', { to: 1, base: 1 }, REP))).toBe('not_allowed');
    expect(statesOf(await versions('/settings/policy/cancel', {}, REP))).toBe('not_allowed');
    const { document } = await withWeight(2);
    expect(await fetchAs(REP, '/settings/policy/try', { draft: { document } })).toMatchObject({
      ok: false,
      error: { code: 'not_allowed' },
    });
  });

  it('can be tried only on enquiries that there are, and without errors', async () => {
    const { document } = await withWeight(2);
    expect(await fetchAs(ADMIN, '/settings/policy/try', { draft: { document } })).toMatchObject({
      ok: false,
      error: { code: 'no_enquiries' },
    });
    expect(await fetchAs(ADMIN, '/settings/policy/try', { draft: { text: 'version: 1' } })).toMatchObject({
      ok: false,
      error: { code: 'policy_has_errors' },
    });
  });
});
