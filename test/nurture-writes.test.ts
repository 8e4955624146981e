import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addWrites, insertWrites, type PlannedWrite, type WriteContent } from '../src/store/tables/crm-writes.ts';
import { rememberDecisions } from '../src/store/tables/contacts.ts';
import { NURTURE_SCOPES, PORTAL } from './emulator-portal.ts';
import { CONTACTS, startHandoffScene, type HandoffScene } from './handoff-scene.ts';

const LISTS = '/memberships/add';
const LEAVE = '/memberships/remove';
const ENROL = '/automation/sequences/2026-09/enrollments';
const SEQUENCE = { sequenceId: '40', senderUserId: '7', senderEmail: 'ada@firm.example' };

let scene: HandoffScene;
beforeAll(async () => {
  scene = await startHandoffScene();
});
afterAll(() => scene.close());
beforeEach(() => scene.reset(NURTURE_SCOPES));

const add = (listId = '9'): WriteContent => ({ kind: 'list_add', payload: { listId } });
const leave = (listId = '9'): WriteContent => ({ kind: 'list_remove', payload: { listId } });
const enrol = (changes: Partial<typeof SEQUENCE> = {}): WriteContent => ({
  kind: 'sequence_enrol',
  payload: { ...SEQUENCE, ...changes },
});
const says = (baton_status: string): WriteContent => ({
  kind: 'contact_update',
  payload: { properties: { baton_status } },
});
const SAYS_SO = says('nurtured');

async function contact(properties: Record<string, string> = {}): Promise<string> {
  const email = `${randomUUID()}@acme.example`;
  const request = { portalId: PORTAL, source: 'FORM', contacts: [{ properties: { email, ...properties } }] };
  return (await scene.control.createContacts(request)).contacts[0]?.id ?? '';
}

function writesOf(contactId: string, contents: readonly WriteContent[]): PlannedWrite[] {
  const base = { contactId, decisionId: null, handoffId: null, lane: 'fresh' as const };
  return contents.map((content) => ({ ...base, writeId: randomUUID(), ...content }));
}

/** A contact whose last answer was this, with writes that wait. */
async function decided(outcome: 'nurtured' | 'routed', ...contents: WriteContent[]) {
  const contactId = await contact();
  const writes = writesOf(contactId, contents);
  await scene.portal.transaction((tx) => insertWrites(tx, writes));
  await nowIs(contactId, outcome);
  return { contactId, writes };
}
const nurtured = (...contents: WriteContent[]) => decided('nurtured', SAYS_SO, ...contents);

const nowIs = (contactId: string, outcome: 'nurtured' | 'routed') =>
  scene.portal.transaction((tx) =>
    rememberDecisions(tx, [
      {
        contactId,
        decisionId: randomUUID(),
        outcome,
        source: 'FORM',
        companyId: null,
        enquiryHash: 'h',
        enquiries: 1,
        ownerRead: null,
        ownerReadAt: new Date(),
      },
    ]),
  );
const further = (contactId: string, ...contents: WriteContent[]) =>
  scene.portal.transaction((tx) => addWrites(tx, writesOf(contactId, contents)));

const onList = async (listId = '9') =>
  (await scene.control.state(PORTAL)).lists.find(({ id }) => id === listId)?.contactIds ?? [];
const enrolments = async () => (await scene.control.state(PORTAL)).enrolments;
const rememberedLists = (contactId: string) =>
  scene.portal.transaction(async (tx) => {
    const query = tx.db.selectFrom('contacts').select('nurture_lists').where('contact_id', '=', contactId);
    return (await query.executeTakeFirst())?.nurture_lists;
  });
/** A person puts it there by hand, a while ago. */
const byHand = (contactId: string) =>
  scene.hubspot().changeList({ listId: '9', change: 'add', contactIds: [contactId] });

describe('a list', () => {
  it('takes all contacts of a round in one call, after they say that they are nurtured', async () => {
    const leads = [await nurtured(add()), await nurtured(add()), await nurtured(add())];
    expect(await scene.finish()).toMatchObject({ done: 6, refused: 0, retryAt: null });
    const ids = leads.map(({ contactId }) => contactId);
    expect((await onList()).toSorted()).toEqual(ids.toSorted());
    expect([await scene.calls(CONTACTS), await scene.calls(LISTS)]).toEqual([1, 1]);
    for (const id of ids) expect(await rememberedLists(id)).toEqual(['9']);
  });

  it('is left by who was put there, and the other lists are not touched', async () => {
    const { contactId } = await nurtured(add());
    await scene.finish();
    await further(contactId, leave());
    expect(await scene.finish()).toMatchObject({ done: 1 });
    expect(await onList()).toEqual([]);
    expect(await rememberedLists(contactId)).toEqual([]);
  });

  it('on which a person has put the contact is not remembered as one of ours', async () => {
    const { contactId } = await nurtured(add());
    await byHand(contactId);
    expect(await scene.finish()).toMatchObject({ done: 2 });
    expect(await rememberedLists(contactId)).toEqual([]);
  });

  it('is looked at when the answer was lost, and then is ours', async () => {
    const { contactId, writes } = await nurtured(add());
    await scene.control.faults([{ kind: 'answer_lost', match: { path: LISTS }, count: 1 }]);
    expect((await scene.finish()).retryAt).not.toBeNull();
    expect(await scene.stateOf(writes[1] ?? failed())).toMatchObject({ state: 'sent', last_error: 'outcome_unknown' });
    await scene.passTime();
    expect(await scene.finish()).toMatchObject({ done: 1 });
    expect(await rememberedLists(contactId)).toEqual(['9']);
    expect(await scene.calls(LISTS)).toBe(1);
  });

  it('is asked once more when the call had no effect', async () => {
    const { contactId } = await nurtured(add());
    await scene.control.faults([{ kind: 'reset', match: { path: LISTS }, count: 1 }]);
    await scene.finish();
    expect(await onList()).toEqual([]);
    await scene.passTime();
    expect(await scene.finish()).toMatchObject({ done: 1 });
    expect(await onList()).toEqual([contactId]);
  });

  it('is left at once by who went to a person while being put there', async () => {
    const { contactId } = await nurtured(add());
    await nowIs(contactId, 'routed');
    const report = await scene.finish();
    expect(report.retryAt).not.toBeNull();
    expect(await onList()).toEqual([contactId]);
    expect(await scene.finish()).toMatchObject({ done: 1 });
    expect(await onList()).toEqual([]);
  });

  it('takes none that HubSpot does not have any more', async () => {
    const [{ contactId }, gone] = [await nurtured(add()), await decided('nurtured', add())];
    await scene.control.remove(gone.contactId, { portalId: PORTAL, userId: 7 });
    expect(await scene.finish()).toMatchObject({ done: 2, superseded: 1, refused: 0 });
    expect(await onList()).toEqual([contactId]);
    expect(await scene.exceptions()).toEqual([]);
  });

  it('that is gone is left by saying nothing', async () => {
    await decided('routed', leave('11'));
    expect(await scene.finish()).toMatchObject({ done: 1, refused: 0 });
    expect(await scene.exceptions()).toEqual([]);
  });
});

describe('a sequence', () => {
  it('takes who is in none, once', async () => {
    const { contactId } = await nurtured(add(), enrol());
    expect(await scene.finish()).toMatchObject({ done: 3 });
    expect(await enrolments()).toMatchObject([
      { contactId, sequenceId: '40', senderUserId: 7, senderEmail: 'ada@firm.example' },
    ]);
    await further(contactId, enrol());
    expect(await scene.finish()).toMatchObject({ done: 1, refused: 0 });
    expect(await enrolments()).toHaveLength(1);
    expect(await scene.exceptions()).toEqual([]);
  });

  it('is looked at when the answer was lost, and not entered twice', async () => {
    const { writes } = await nurtured(enrol());
    await scene.control.faults([{ kind: 'answer_lost', match: { method: 'POST', path: ENROL }, count: 1 }]);
    await scene.finish();
    expect(await scene.stateOf(writes[1] ?? failed())).toMatchObject({ state: 'sent' });
    await scene.passTime();
    expect(await scene.finish()).toMatchObject({ done: 1, refused: 0 });
    const [enrolment, ...more] = await enrolments();
    expect(more).toEqual([]);
    expect((await scene.stateOf(writes[1] ?? failed())).hubspot_id).toBe(enrolment?.id);
  });
});

describe('what HubSpot does not let Baton do', () => {
  it.each<[string, WriteContent[], string, { kind: string; subject: string; sentence: RegExp }]>([
    ['a list without the scope', [add()], 'automation.sequences.read', missing('list 9', /crm\.lists\.write/)],
    ['a list that is gone', [add('11')], NURTURE_SCOPES, refused('list 11', /no such list/)],
    ['a list that HubSpot fills', [add('10')], NURTURE_SCOPES, refused('list 10', /does not fill by itself/)],
    [
      'a sequence without the scope',
      [enrol()],
      'automation.sequences.read',
      missing('sequence 40', /enrollments\.write/),
    ],
    ['sequences that cannot be read', [enrol()], 'crm.lists.read', missing('sequence 40', /sequences\.read/)],
    [
      'a sequence that is gone',
      [enrol({ sequenceId: '41' })],
      NURTURE_SCOPES,
      refused('sequence 41', /no such sequence/),
    ],
    [
      'a sender without a seat',
      [enrol({ senderUserId: '8', senderEmail: 'bo@firm.example' })],
      NURTURE_SCOPES,
      refused('sequence 40', /needs a seat/),
    ],
    [
      'a sender with another inbox',
      [enrol({ senderEmail: 'x@y.example' })],
      NURTURE_SCOPES,
      refused('sequence 40', /inbox/),
    ],
  ])('%s: ends there, is told once, and hurts nothing else', async (_what, contents, scopes, exception) => {
    await scene.reset(scopes);
    const [one, two] = [await nurtured(...contents), await nurtured(...contents)];
    const other = await scene.route();
    expect(await scene.finish()).toMatchObject({ done: 4, refused: 2, retryAt: null });
    expect((await scene.seen(other)).tasks).toHaveLength(1);
    for (const { contactId } of [one, two]) {
      expect((await scene.seen({ contactId })).properties['baton_status']).toBe('nurtured');
    }
    const { sentence, ...named } = exception;
    expect(await scene.exceptions()).toEqual([
      expect.objectContaining({ ...named, sentence: expect.stringMatching(sentence) }),
    ]);
  });

  it('is over when it lets one through', async () => {
    await scene.reset('automation.sequences.read');
    await nurtured(add());
    await scene.finish();
    expect(await scene.exceptions()).toHaveLength(1);
    const writes = (await nurtured(add())).writes.slice(1);
    await scene.finish({
      hubspot: {
        ...scene.hubspot(),
        changeList: async ({ contactIds }) => ({ changed: new Set(contactIds), missing: new Set() }),
      },
    });
    expect((await scene.stateOf(writes[0] ?? failed())).state).toBe('done');
    expect(await scene.exceptions()).toEqual([]);
  });
});

describe('while lists or sequences do not work', () => {
  it('what is to be written on the contact goes out all the same', async () => {
    await scene.control.faults([{ kind: 'server_error', status: 503, match: { path: '/crm/lists/' } }]);
    const { contactId } = await nurtured(add());
    await scene.finish();
    await further(contactId, says('offered'));
    expect(await scene.finish()).toMatchObject({ done: 1 });
    expect((await scene.seen({ contactId })).properties['baton_status']).toBe('offered');
  });

  it('in one turn too, also behind a write that waits', async () => {
    await scene.control.faults([{ kind: 'server_error', status: 503, match: { path: '/crm/lists/' } }]);
    const { contactId } = await decided('nurtured', says('nurtured'), add(), enrol(), says('offered'));
    expect(await scene.finish()).toMatchObject({ done: 2 });
    expect((await scene.seen({ contactId })).properties['baton_status']).toBe('offered');
    expect(await enrolments()).toEqual([]);
  });

  it('a newer decision ends what was not sent, but for lists that are to be left', async () => {
    const { contactId, writes } = await nurtured(add(), enrol());
    await scene.portal.transaction((tx) => insertWrites(tx, writesOf(contactId, [SAYS_SO, leave()])));
    await scene.portal.transaction((tx) => insertWrites(tx, writesOf(contactId, [SAYS_SO])));
    for (const write of writes) expect((await scene.stateOf(write)).state).toBe('superseded');
    expect(await scene.finish()).toMatchObject({ done: 2 });
    expect(await scene.calls(LEAVE)).toBe(1);
  });
});

function missing(subject: string, sentence: RegExp) {
  return { kind: 'missing_scope', subject, sentence };
}

function refused(subject: string, sentence: RegExp) {
  return { kind: 'refused_write', subject, sentence };
}

function failed(): never {
  throw new Error('there is no such write');
}
