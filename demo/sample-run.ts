import { randomInt } from 'node:crypto';
import type { SeedRequest } from '../emulator/control-api.ts';
import { defaultProperties } from '../emulator/default-properties.ts';
import { readFileSync } from 'node:fs';
import { countFigures, type Figures } from './figures.ts';
import { followLeads, type Following } from './follow-leads.ts';
import { generateLeads } from './generate-leads.ts';
import { goLive, installApp } from './install-app.ts';
import type { SentLead } from './judge-lead.ts';
import type { LocalStack } from './local-stack.ts';
import type { Options } from './options.ts';
import type { PlannedLead } from './planned-lead.ts';
import { readLeads } from './read-leads-file.ts';
import { INSTALLER_USER_ID, seedUsers } from './sample-people.ts';
import { samplePortal } from './sample-portal.ts';
import { sendLeads } from './send-leads.ts';

/** Without --once: enough for half an hour, then again from the next seed. */
const LEADS_PER_ROUND = 18_000;
const DEFAULT_LEADS = 100;

const ALWAYS = [{ days: 'EVERY_DAY' as const, startMinute: 0, endMinute: 1_440 }];

export interface PlannedRun {
  /** null: they never end. */
  expected: number | null;
  leads: Iterable<PlannedLead>;
  contacts: ReturnType<typeof generateLeads>['contacts'];
  /** For people, before anything starts: lines of a file that cannot be used, columns that were left out. */
  notes: string[];
  errors: string[];
}

/** What will be sent. Throws with a sentence when the file cannot be used at all. */
export function planRun(options: Options): PlannedRun {
  if (options.file !== undefined) return planFromFile(options, options.file);
  const count = options.once ? (options.leads ?? DEFAULT_LEADS) : LEADS_PER_ROUND;
  const first = generateLeads({ seed: options.seed, count });
  return {
    expected: options.once ? count : null,
    leads: options.once ? first.leads : withoutEnd(first.leads, options.seed, count),
    contacts: first.contacts,
    notes: [],
    errors: [],
  };
}

function planFromFile({ map, leads: most }: Options, file: string): PlannedRun {
  const properties = new Set(defaultProperties('contacts', 0).keys());
  const { leads, problems, ignored } = readLeads({ text: readFileSync(file, 'utf8'), map, properties });
  const errors = problems.map(({ line, reason }) => `${file}, line ${line}: ${reason}`);
  const notes = ignored.map(
    (column) =>
      `${file}: column "${column}" is no contact property and is left out; --map "${column}=property" gives it one`,
  );
  const chosen = leads.slice(0, most);
  return { expected: chosen.length, leads: chosen, contacts: [], notes: [...notes, ...errors], errors };
}

/** Later rounds have no contacts in the portal that could come back. */
function* withoutEnd(first: readonly PlannedLead[], seed: number, count: number): Generator<PlannedLead> {
  yield* first;
  for (let round = 1; ; round += 1) {
    yield* generateLeads({ seed: seed + round, count }).leads.filter(({ how }) => how.kind === 'create');
  }
}

/** Fills a portal, installs the app in it by OAuth and goes live. Answers the portal's id. */
export async function openPortal(options: {
  stack: Pick<LocalStack, 'control' | 'appUrl'>;
  contacts: PlannedRun['contacts'];
  portalId?: number;
  /** Properties that the account has made for itself. */
  properties?: SeedRequest['portals'][number]['properties'];
  /** Everybody is at work at any time, so that what happens does not depend on when it is looked at. */
  aroundTheClock?: boolean;
}): Promise<number> {
  const { stack, contacts, properties = [], aroundTheClock = false } = options;
  // with a database that stays, an id of an earlier run would be an account that Baton already knows
  const portalId = options.portalId ?? randomInt(10_000_000, 99_999_999);
  const sample = samplePortal({ portalId, nowMs: Date.now(), contacts });
  const users = sample.users?.map((user) => (aroundTheClock ? { ...user, workingHours: ALWAYS } : user));
  await stack.control.seed({ portals: [{ ...sample, users, properties }] });
  await installApp({ appUrl: stack.appUrl, portalId, userId: INSTALLER_USER_ID });
  await goLive({ control: stack.control, portalId, userId: INSTALLER_USER_ID });
  return portalId;
}

/**
 * Sends the planned leads into a portal that is live and counts what became of them, once all are complete or nothing
 * moves any more. `stopSending` ends the sending early; what was sent is counted.
 */
export async function runLeads(options: {
  stack: LocalStack;
  portalId: number;
  plan: PlannedRun;
  perSecond: number;
  queue: Figures['queue'];
  onLook: (following: Following) => void;
  stopSending?: AbortSignal;
}): Promise<Following & { figures: Figures }> {
  const { stack, portalId, plan, perSecond, queue, onLook, stopSending } = options;
  const { control } = stack;
  const baseline = await control.state(portalId);
  const sent: SentLead[] = [];
  const errors = [...plan.errors];
  let isSending = true;
  const sending = sendLeads({
    leads: plan.leads,
    control,
    portalId,
    perSecond,
    onSent: (one) => sent.push(one),
    onRefused: (lead, reason) =>
      errors.push(`${lead.line === undefined ? 'a lead' : `line ${lead.line}`} was refused: ${reason}`),
    signal: stopSending,
  }).finally(() => (isSending = false));
  const [following] = await Promise.all([
    followLeads({ readState: () => control.state(portalId), sent, isSending: () => isSending, onLook }),
    sending,
  ]);
  const emailOf = new Map(seedUsers(0).map((user) => [user.ownerId, user.email]));
  // no model is configured for the app of this run (local-stack.ts)
  const run = { sent, errors, baseline, emailOf, queue, classifier: 'lexical' } as const;
  return { ...following, figures: countFigures(run, following.judged, following.state) };
}
