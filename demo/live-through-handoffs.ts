import { setTimeout as delay } from 'node:timers/promises';
import type { EmulatorState } from '../emulator/control-api.ts';
import type { LocalStack } from './local-stack.ts';
import { INSTALLER_USER_ID, seedUsers } from './sample-people.ts';

const LOOK_EVERY_MS = 250;
/** At 60 times the speed the longest way a handoff can go takes well under a minute; a busy machine takes longer. */
const PATIENCE_MS = 150_000;
/** A colleague corrects the country after so long. */
const CORRECT_AFTER_MS = 3_000;

/** What was seen in the CRM, counted. */
export interface Lived {
  reminders: number;
  /** To the next person, because nobody acted. */
  reroutes: number;
  /** To the manager or the fallback person. */
  escalations: number;
  movedByCountry: number;
}

type Contact = EmulatorState['contacts'][number];

/**
 * Follows two leads in the CRM as a person would see them, and tells each change: one on which nobody acts, which goes from
 * person to person until it ends at the manager, and one whose country a colleague corrects.
 */
export async function liveThroughHandoffs(options: {
  stack: LocalStack;
  portalId: number;
  tell(line: string): void;
}): Promise<Lived> {
  const { stack, portalId, tell } = options;
  const { control } = stack;
  const nameOf = new Map(seedUsers(0).map((user) => [user.ownerId, user.firstName ?? user.email]));
  const lived: Lived = { reminders: 0, reroutes: 0, escalations: 0, movedByCountry: 0 };
  const { contacts: created } = await control.createContacts({
    portalId,
    source: 'FORM',
    contacts: [
      {
        properties: person(
          'Ines',
          'Atelier Vert',
          '+33142685300',
          'We want to buy today, please call me back urgently. What is the price?',
        ),
      },
      {
        properties: person(
          'Carla',
          'Maison Bleue',
          '+33388221100',
          'Could you show us your product? A demo some time would be nice.',
        ),
      },
    ],
  });
  const [ignored = '', corrected = ''] = created.map(({ id }) => id);
  const before = new Map<string, string>();
  const startedAt = Date.now();
  let isCorrected = false;
  tell('Two leads have come in. Nobody acts on that of Ines; a colleague is about to correct the country of Carla.');
  for (;;) {
    const { contacts } = await control.state(portalId);
    for (const id of [ignored, corrected]) {
      const contact = contacts.find((one) => one.id === id);
      if (contact !== undefined) see(contact, id === corrected);
    }
    const now = Date.now();
    if (!isCorrected && before.has(`${corrected} owner`) && now - startedAt > CORRECT_AFTER_MS) {
      isCorrected = true;
      tell('A colleague corrects the country of Carla: France becomes the United States.');
      await control.edit(corrected, {
        portalId,
        userId: INSTALLER_USER_ID,
        source: 'CRM_UI',
        properties: { country: 'United States', hs_country_region_code: 'US' },
      });
    }
    const isOver = before.get(`${ignored} state`) === 'breached' && lived.movedByCountry > 0;
    if (isOver || now - startedAt > PATIENCE_MS) return lived;
    await delay(LOOK_EVERY_MS);
  }

  function see(contact: Contact, wasCorrected: boolean): void {
    const who = contact.properties['firstname'] ?? contact.id;
    const reason = contact.properties['baton_owner_reason'] ?? '';
    if (isNew(contact, 'owner', contact.properties['hubspot_owner_id'] ?? '')) {
      const owner = nameOf.get(contact.properties['hubspot_owner_id'] ?? '') ?? 'somebody';
      tell(`${seconds()}  ${who}: goes to ${owner}. ${reason}`);
      if (/they manage it|stand in/.test(reason)) lived.escalations += 1;
      else if (reason.startsWith('Nobody acted in time')) lived.reroutes += 1;
      if (wasCorrected && reason.startsWith('Country changed')) lived.movedByCountry += 1;
    }
    const state = contact.properties['baton_sla_state'] ?? '';
    if (isNew(contact, 'state', state)) {
      if (state === 'at_risk') lived.reminders += 1;
      if (STATES[state] !== undefined) tell(`${seconds()}  ${who}: ${STATES[state]}`);
    }
  }

  function isNew({ id }: Contact, what: string, value: string): boolean {
    if (value === '' || before.get(`${id} ${what}`) === value) return false;
    before.set(`${id} ${what}`, value);
    return true;
  }

  function seconds(): string {
    return `${((Date.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s`;
  }
}

const STATES: Readonly<Record<string, string>> = {
  running: 'the clock runs',
  at_risk: 'half of the time is gone, the owner is reminded',
  breached: 'nobody acted, and nobody else may have it: shown as an exception',
  met: 'acted on in time',
};

function person(firstname: string, company: string, phone: string, message: string) {
  const domain = `${company.toLowerCase().replaceAll(' ', '-')}.example`;
  const email = `${firstname.toLowerCase()}@${domain}`;
  return { firstname, lastname: 'Martin', email, message, company, country: 'France', phone };
}
