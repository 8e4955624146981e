import { describe, expect, it } from 'vitest';
import { person } from '../hubspot/fixtures.ts';
import { taskMark } from '../hubspot/tasks.ts';
import type { PlannedWrite } from '../store/tables/crm-writes.ts';
import type { OpenHandoffRow } from '../store/tables/handoffs.ts';
import { assessed, NOW, verdictOf } from './fixtures.ts';
import { planHandoff } from './plan.ts';

const now = new Date(NOW);
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

const ada = person('77', { userId: 7, email: 'ada@firm.example', name: 'Ada' });

const open: OpenHandoffRow = {
  handoffId: 'h1',
  contactId: '501',
  enquiryId: 'e1',
  decisionId: 'd1',
  ownerId: '77',
  pool: 'sales',
  status: 'accepted',
  revision: 3,
  enquiries: 2,
  urgency: 'normal',
  slaDueAt: inMinutes(5),
  openedAt: inMinutes(-10),
  slaState: 'running' as const,
  ownerSince: inMinutes(-10),
  lapsedOwnerIds: [],
  homePool: null,
  taskId: '9001',
  taskMark: 'first-write',
  parts: null,
};

type Options = Parameters<typeof planHandoff>[0];

function propertiesOf(write: PlannedWrite | undefined): Record<string, string> {
  return write !== undefined && 'properties' in write.payload ? write.payload.properties : {};
}

/** The plan for contact 501; `owner` is the one it has in HubSpot. New ids are n1, n2 ... in the order they are asked for. */
function plan({ owner = null, ...changes }: Partial<Options> & { owner?: string | null } = {}) {
  let ids = 0;
  return planHandoff({
    portal: { portalId: 42, uiDomain: 'app.hubspot.com' },
    raw: {
      contactId: '501',
      askedFor: '501',
      properties: { hubspot_owner_id: owner },
      ownerHistory: [],
      company: null,
      readAtMs: now.getTime() - 80,
      createdAt: NOW,
    },
    assessment: assessed(),
    verdict: verdictOf(),
    decisionId: 'd2',
    directory: { people: [ada], teams: [], fetchedAtMs: 0 },
    now,
    lane: 'fresh',
    openHandoff: null,
    cameBack: false,
    movedBy: null,
    because: null,
    facts: { before: {}, now: {} },
    nurture: null,
    leaves: false,
    isCovered: false,
    clock: { dueAt: inMinutes(15), acceptDueAt: null, remindAt: inMinutes(7), lookAt: inMinutes(7) },
    newId: () => `n${(ids += 1)}`,
    ...changes,
  });
}

const kinds = (writes: readonly PlannedWrite[]) => writes.map(({ kind }) => kind);

function taskOf(writes: readonly PlannedWrite[]): {
  writeId: string;
  body: string;
  properties: Record<string, string>;
} {
  const write = writes.find((one) => one.kind === 'task_create' || one.kind === 'task_update');
  if (write?.kind !== 'task_create' && write?.kind !== 'task_update') throw new Error('there is no task');
  const { properties } = write.payload;
  return { writeId: write.writeId, body: properties['hs_task_body'] ?? '', properties: { ...properties } };
}

describe('the plan for a routed lead', () => {
  it('opens a handoff, writes the owner with what it was compared with, and creates a task that carries its own mark', () => {
    const { change, writes } = plan();
    expect(change).toMatchObject({ kind: 'open', handoffId: 'n1', parts: { owner: { ownerId: '77', name: 'Ada' } } });
    expect(writes).toMatchObject([
      {
        kind: 'contact_update',
        contactId: '501',
        decisionId: 'd2',
        handoffId: 'n1',
        lane: 'fresh',
        payload: {
          ownerId: '77',
          properties: { hubspot_owner_id: '77', baton_status: 'offered', baton_sla_state: 'running' },
          compareOwner: { ownerId: null, readAtMs: now.getTime() - 80 },
        },
      },
      { kind: 'task_create', handoffId: 'n1', payload: { properties: { hubspot_owner_id: '77' } } },
    ]);
    const task = taskOf(writes);
    expect(task.body).toContain(taskMark(task.writeId));
    expect(new Set(writes.map(({ writeId }) => writeId)).size).toBe(2);
  });

  it('leaves the owner of an owned contact out of the write', () => {
    const [update] = plan({ owner: '77' }).writes;
    expect(update?.kind).toBe('contact_update');
    expect(update?.payload).not.toHaveProperty('ownerId');
    expect(update?.payload).not.toHaveProperty('compareOwner');
    expect(propertiesOf(update)).not.toHaveProperty('hubspot_owner_id');
  });

  it('gets no task where the verdict asks for none', () => {
    const { change, writes } = plan({ verdict: verdictOf({ task: false, sla: null }) });
    expect(change?.kind).toBe('open');
    expect(kinds(writes)).toEqual(['contact_update']);
  });

  it('names an owner whom the directory does not know by the number', () => {
    const { change } = plan({ directory: { people: [], teams: [], fetchedAtMs: 0 } });
    expect(change?.parts.owner.name).toBe('Owner 77');
  });
});

describe('the plan for a lead that nobody gets', () => {
  it.each([
    ['held', 'wait'],
    ['nurtured', 'wait'],
    ['skipped', 'none'],
  ] as const)('says %s on the contact and does nothing else', (outcome, action) => {
    const { change, writes } = plan({ verdict: verdictOf({ outcome, ownerId: null, task: false, sla: null }) });
    expect(change).toBeNull();
    expect(writes).toMatchObject([
      {
        kind: 'contact_update',
        handoffId: null,
        payload: { properties: { baton_status: outcome, baton_next_action: action } },
      },
    ]);
    expect(propertiesOf(writes[0])).not.toHaveProperty('hubspot_owner_id');
  });
});

describe('the plan for a contact whose handoff is open', () => {
  it('rewrites the task under the mark it was created with, and never makes a second one', () => {
    const { change, writes } = plan({ owner: '77', openHandoff: open, cameBack: true });
    expect(kinds(writes)).toEqual(['contact_update', 'task_update']);
    expect(writes[1]).toMatchObject({ handoffId: 'h1', payload: { taskId: '9001' } });
    const task = taskOf(writes);
    expect(task.body).toContain(taskMark('first-write'));
    expect(task.body).not.toContain(taskMark(task.writeId));
    expect(change).toMatchObject({ kind: 'update', handoffId: 'h1', enquiries: 3 });
    expect(propertiesOf(writes[0])).toMatchObject({ baton_status: 'accepted' });
  });

  it('creates the task that the handoff could not get before', () => {
    const { writes } = plan({ owner: '77', openHandoff: { ...open, taskId: null, taskMark: null }, cameBack: true });
    expect(kinds(writes)).toEqual(['contact_update', 'task_create']);
    expect(writes[1]?.handoffId).toBe('h1');
  });

  it('counts another enquiry, but not a better answer to the same one', () => {
    const better = plan({ owner: '66', openHandoff: { ...open, ownerId: '66', status: 'offered' } });
    expect(better.change).toMatchObject({ kind: 'update', enquiries: 2 });
    expect(better.writes[0]).toMatchObject({ payload: { ownerId: '77', compareOwner: { ownerId: '66' } } });
    expect(taskOf(better.writes).properties).toMatchObject({ hubspot_owner_id: '77' });
  });

  it('begins anew with an owner to whom a changed fact has moved it, and goes on with the one who keeps it', () => {
    const theirs = { ...open, ownerId: '66', slaDueAt: inMinutes(5) };
    const moved = plan({ owner: '66', openHandoff: theirs, movedBy: 'contact.country', because: 'contact.country' });
    expect(propertiesOf(moved.writes[0])['baton_owner_reason']).toMatch(/^Country changed\. /);
    expect(moved.change).toMatchObject({ moved: true, movedBy: 'contact.country', clock: { dueAt: inMinutes(15) } });
    expect(propertiesOf(moved.writes[0])).toMatchObject({ baton_status: 'offered' });
    expect(kinds(moved.writes)).toEqual(['contact_update', 'task_update', 'task_create']);
    expect(moved.writes[1]?.payload).toMatchObject({ taskId: '9001', properties: { hs_task_status: 'COMPLETED' } });
    expect(propertiesOf(moved.writes[2])).toMatchObject({
      hubspot_owner_id: '77',
      hs_task_status: 'NOT_STARTED',
    });
    const kept = plan({ owner: '77', openHandoff: open, movedBy: 'contact.country' });
    expect(kept.change).toMatchObject({
      moved: false,
      movedBy: null,
      clock: { dueAt: inMinutes(5), lookAt: inMinutes(5) },
    });
    expect(propertiesOf(kept.writes[0])).toMatchObject({ baton_status: 'accepted' });
  });

  it.each([
    ['the clock that runs, when it ends earlier', inMinutes(5), inMinutes(5)],
    ['the new one, when that ends earlier', inMinutes(60), inMinutes(15)],
    ['the new one, when none ran', null, inMinutes(15)],
  ])('keeps %s', (_name, slaDueAt, dueAt) => {
    const { change, writes } = plan({ owner: '77', openHandoff: { ...open, slaDueAt }, cameBack: true });
    expect(change).toMatchObject({ clock: { dueAt }, parts: { owner: { sla: { dueAt: dueAt.toISOString() } } } });
    expect(taskOf(writes).properties['hs_timestamp']).toBe(dueAt.toISOString());
    expect(propertiesOf(writes[0])).toMatchObject({ baton_sla_due: dueAt.toISOString() });
  });

  it.each([
    ['low', 'high', 'high'],
    ['high', 'high', 'high'],
    ['high', 'low', 'high'],
  ] as const)('of urgency %s stays as urgent when the next enquiry is %s', (before, next, after) => {
    const assessment = assessed({}, { urgency: { value: next, confidence: 1, evidence: [] } });
    const { change } = plan({ owner: '77', openHandoff: { ...open, urgency: before }, assessment, cameBack: true });
    expect(change).toMatchObject({ urgency: after });
  });
});
