import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { agree, type Model } from './lives-agreement.ts';
import { LIVES_PORTAL, OWNERS, type LivesScene } from './lives-scene.ts';

/** One thing that happens; in a history they follow each other in any order. */
export type Happening =
  | { do: 'ask'; country: 'DE' | 'FR' }
  | { do: 'country'; country: 'DE' | 'FR' }
  | { do: 'hard_change' }
  | { do: 'take_over'; owner: number }
  | { do: 'accept' | 'wrong_owner' | 'call' | 'note' | 'complete_task' | 'delete_task' | 'delete' }
  | { do: 'done'; outcome: 'qualified' | 'junk' }
  | { do: 'pass'; minutes: number }
  | { do: 'outage' }
  /** A second record of the same person is merged into the first. */
  | { do: 'merge'; loser: 'unseen' | 'routed' | 'accepted' }
  | { do: 'away' | 'give'; owner: number }
  | { do: 'decline' | 'snooze' | 'needs_context' | 'disqualify' }
  | { do: 'publish'; reroutes: number }
  | { do: 'fault' }
  | { do: 'drain' | 'watch' | 'write' | 'race' };

const owner = fc.integer({ min: 0, max: OWNERS.length - 1 });
const country = fc.constantFrom('DE' as const, 'FR' as const);
const one = <D extends string>(...what: D[]) => fc.constantFrom(...what).map((done) => ({ do: done }));

/** So many happenings at most, where time is short; `npm run test:long` plays longer ones. */
export const SHORT = 8;
export const LONG = 14;

/** The first is always an enquiry; what Baton does itself comes often, so that much of what people do meets it. */
export const historyOf = (maxLength: number): fc.Arbitrary<Happening[]> =>
  fc
    .tuple(
      country.map((code): Happening => ({ do: 'ask', country: code })),
      fc.array(
        fc.oneof(
          { weight: 6, arbitrary: one('drain', 'watch', 'write', 'race') },
          { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(6, 11) }) },
          { weight: 3, arbitrary: one('accept', 'wrong_owner', 'call', 'note', 'complete_task', 'delete_task') },
          { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('ask' as const, 'country' as const), country }) },
          {
            weight: 1,
            arbitrary: fc.record({
              do: fc.constantFrom('take_over' as const, 'away' as const, 'give' as const),
              owner,
            }),
          },
          { weight: 1, arbitrary: one('decline', 'snooze', 'needs_context', 'disqualify') },
          {
            weight: 1,
            arbitrary: fc.record({
              do: fc.constant('done' as const),
              outcome: fc.constantFrom('qualified' as const, 'junk' as const),
            }),
          },
          {
            weight: 1,
            arbitrary: fc.record({ do: fc.constant('publish' as const), reroutes: fc.constantFrom(0, 1, 2) }),
          },
          { weight: 1, arbitrary: one('hard_change', 'outage', 'fault', 'delete') },
          {
            weight: 1,
            arbitrary: fc.record({
              do: fc.constant('merge' as const),
              loser: fc.constantFrom('unseen' as const, 'routed' as const, 'accepted' as const),
            }),
          },
        ),
        { minLength: 3, maxLength },
      ),
    )
    .map(([first, rest]) => [first, ...rest]);

/** Plays a history in a contact of its own, and checks at its end that store and CRM agree, with each other and the model. */
export async function live(scene: LivesScene, happenings: readonly Happening[]): Promise<void> {
  const { control, hear } = scene;
  const model: Model = { exists: true, chosen: undefined, actedOn: null, losers: [] };
  let contactId = '';
  let number = 0;
  scene.away.clear();
  for (const happening of happenings) await happen(happening);
  await control.clearFaults();
  await comeToRest(scene);
  await scene.lookNow(contactId);
  await comeToRest(scene);
  await agree(scene, contactId, model);
  for (const id of [contactId, ...model.losers]) await scene.retire(id);

  async function happen(happening: Happening): Promise<void> {
    switch (happening.do) {
      case 'ask':
        return ask(happening.country);
      case 'country':
        return edit({ country: happening.country === 'FR' ? 'France' : 'Germany' });
      case 'hard_change':
        return edit({ hs_lead_status: 'OPEN' });
      case 'take_over': {
        const ownerId = OWNERS[happening.owner] ?? '901';
        if (!model.exists) return;
        const record = await control.record(LIVES_PORTAL, contactId);
        if (record.contact.properties['hubspot_owner_id'] === ownerId) return;
        model.chosen = ownerId;
        return edit({ hubspot_owner_id: ownerId });
      }
      case 'accept':
        return click({ action: 'accept' });
      case 'wrong_owner':
        return click({ action: 'wrong_owner', reason: 'other' });
      case 'give':
        return click({ action: 'give', to: OWNERS[happening.owner] ?? '901' });
      case 'decline':
        return click({ action: 'decline', reason: 'overloaded' });
      case 'snooze':
        return click({ action: 'snooze', until: new Date(Date.now() + 300_000) });
      case 'needs_context':
        return click({ action: 'needs_context', reason: 'use_case' });
      case 'disqualify':
        return click({ action: 'disqualify', reason: 'no_need' });
      case 'done':
        return click({ action: 'done', outcome: happening.outcome });
      case 'call':
      case 'note':
        if (!model.exists) return;
        await control.logActivity({ portalId: LIVES_PORTAL, userId: 2, contactId, kind: happening.do });
        model.actedOn = (await scene.handoffOf(contactId))?.handoffId ?? model.actedOn;
        return;
      case 'complete_task': {
        const handoff = await scene.handoffOf(contactId);
        if (handoff?.taskId == null) return;
        await control
          .editTask(handoff.taskId, { portalId: LIVES_PORTAL, userId: 2, properties: { hs_task_status: 'COMPLETED' } })
          .catch(() => undefined);
        return;
      }
      case 'delete_task': {
        const handoff = await scene.handoffOf(contactId);
        if (handoff?.taskId != null) await scene.deleteTask(handoff.taskId);
        return;
      }
      case 'delete':
        if (!model.exists) return;
        model.exists = false;
        await control.remove(contactId, { portalId: LIVES_PORTAL, userId: 1 });
        await hear({ kind: 'contact_deleted', contactId }, { source: 'CRM_UI', sourceId: 'userId:1' });
        return;
      case 'pass':
        await scene.pass(contactId, happening.minutes);
        return scene.watch();
      case 'outage':
        await scene.pass(contactId, 20, 10);
        return scene.watch();
      case 'merge':
        return merge(happening.loser);
      case 'away':
        scene.away.add(OWNERS[happening.owner] ?? '901');
        return;
      case 'publish':
        return scene.publish(happening.reroutes);
      case 'fault':
        await control.faults([{ kind: 'server_error', count: 2 }]);
        return;
      case 'drain':
        return scene.drain();
      case 'watch':
        return scene.watch();
      case 'write':
        return scene.write();
      case 'race':
        await Promise.all([scene.drain(), scene.watch(), scene.write(), click({ action: 'accept' })]);
        return;
      default:
        return happening satisfies never;
    }
  }

  async function ask(code: 'DE' | 'FR'): Promise<void> {
    if (!model.exists) return;
    number += 1;
    const message = `Could you show us a demo of your product? This is message ${number}.`;
    model.chosen = undefined;
    // What was done before is no answer to what is asked now.
    model.actedOn = null;
    if (contactId === '') {
      const properties = {
        email: `${randomUUID()}@firm-${randomUUID()}.example`,
        country: code === 'FR' ? 'France' : 'Germany',
        message,
      };
      const { contacts } = await control.createContacts({
        portalId: LIVES_PORTAL,
        source: 'FORM',
        contacts: [{ properties }],
      });
      contactId = contacts[0]?.id ?? '';
      await hear({ kind: 'contact_created', contactId }, { source: 'FORM' });
      return;
    }
    await control.submit(contactId, { portalId: LIVES_PORTAL, properties: { message } });
    await hear({ kind: 'contact_changed', contactId, property: 'message', value: message }, { source: 'FORM' });
  }

  async function merge(state: 'unseen' | 'routed' | 'accepted'): Promise<void> {
    if (!model.exists) return;
    const properties = { email: `${randomUUID()}@firm-${randomUUID()}.example`, message: 'A demo, please.' };
    const { contacts } = await control.createContacts({
      portalId: LIVES_PORTAL,
      source: 'FORM',
      contacts: [{ properties }],
    });
    const loser = contacts[0]?.id ?? '';
    await hear({ kind: 'contact_created', contactId: loser }, { source: 'FORM' });
    if (state !== 'unseen') await scene.drain();
    if (state === 'accepted') await clickOn(loser, { action: 'accept' });
    await control.merge(contactId, { portalId: LIVES_PORTAL, userId: 1, mergedId: loser });
    await hear({ kind: 'contacts_merged', contactId, loserIds: [loser] }, { source: 'CRM_UI', sourceId: 'userId:1' });
    model.losers.push(loser);
    // Whose value HubSpot keeps is HubSpot's choice.
    model.chosen = undefined;
  }

  async function edit(properties: Record<string, string>): Promise<void> {
    if (!model.exists) return;
    await control.edit(contactId, { portalId: LIVES_PORTAL, userId: 1, properties });
    for (const [property, value] of Object.entries(properties)) {
      const source = { source: 'CRM_UI', sourceId: 'userId:1' };
      await hear({ kind: 'contact_changed', contactId, property, value }, source);
    }
  }

  async function click(action: Action): Promise<void> {
    // Who sends it away takes back what was chosen before.
    if (SENDS_AWAY.has(action.action)) model.chosen = undefined;
    await clickOn(contactId, action);
  }

  async function clickOn(id: string, action: Action): Promise<void> {
    const handoff = await scene.handoffOf(id);
    if (handoff === null) return;
    await scene.act({ handoffId: handoff.handoffId, revision: handoff.revision, action, userId: 2 });
  }
}

type Action = Parameters<LivesScene['act']>[0]['action'];

const SENDS_AWAY: ReadonlySet<string> = new Set(['wrong_owner', 'decline', 'give']);

/** Lets Baton do all that is left to do. */
async function comeToRest(scene: LivesScene): Promise<void> {
  for (let rounds = 0; await scene.hurry(); rounds += 1) {
    if (rounds > 25) throw new Error('it does not come to rest');
    await scene.drain();
    await scene.drainBulk();
    await scene.write();
    await scene.watch();
  }
}
