import { exportContact } from '../audit/export-contact.ts';
import { replay } from '../audit/replay.ts';
import { BadInput } from '../errors.ts';
import { rotateKeys } from '../install/rotate-keys.ts';
import { deadLetters, releaseDeadLetters } from '../mailbox/dead-letters.ts';
import { portalById } from '../store/tables/portals.ts';
import { eraseContact } from '../webhooks/erase.ts';
import type { PortalStore, Store } from '../store/store.ts';
import { channelLines } from './channels.ts';
import { explainLines, type ExplainOptions } from './explain.ts';
import { fairnessLines } from './fairness.ts';
import { peopleLines, type PeopleOptions } from './people.ts';

export interface CommandOptions extends PeopleOptions, ExplainOptions {
  portalId: number | null;
  contactId: string | null;
  /** Only what happened from then on; null: everything. */
  since: Date | null;
  /** One JSON object instead of lines for people. */
  json: boolean;
}

export interface CommandContext {
  store: Store;
  options: CommandOptions;
  /** What stands behind the command's name. */
  words: readonly string[];
  /** Migrations that have just been applied. */
  applied: readonly string[];
  /** HubSpot's number of this app. */
  appId: number;
}

/** null: its words are not understood. */
export type Command = (context: CommandContext) => Promise<{ lines: string[]; ok: boolean } | null>;

/** Every command of `baton` by its name. They print ids, labels and numbers; values of a contact only where it is exported. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  async migrate({ applied }) {
    return {
      ok: true,
      lines: applied.length === 0 ? ['The database is up to date.'] : applied.map((name) => `applied ${name}`),
    };
  },

  async portals({ store }) {
    const rows = await store.sweep
      .selectFrom('portals')
      .select(['portal_id', 'status', 'mode'])
      .orderBy('portal_id')
      .execute();
    return { ok: true, lines: rows.map((row) => `${row.portal_id}  ${row.status}  ${row.mode}`) };
  },

  async 'dead-letters'(context) {
    const letters = await deadLetters(await portalOf(context));
    if (letters.length === 0) return { ok: true, lines: ['No dead letters.'] };
    return {
      ok: true,
      lines: letters.map(
        (letter) =>
          `contact ${letter.contactId}  ${letter.lane}  ${letter.attempts} tries  ${letter.lastError ?? ''}  waiting since ${letter.waitingSince.toISOString()}`,
      ),
    };
  },

  async release(context) {
    const { contactId } = context.options;
    const released = await releaseDeadLetters(await portalOf(context), contactId === null ? 'all' : [contactId]);
    // No bell is rung from here: the sweep of the running app finds them within seconds.
    return { ok: true, lines: [`${released} released; the app looks at them within a few seconds.`] };
  },

  async explain(context) {
    const lines = await explainLines(await portalOf(context), context.options);
    return { ok: lines !== null, lines: lines ?? ['There is no such decision.'] };
  },

  async fairness(context) {
    return { ok: true, lines: await fairnessLines(await portalOf(context), context.options) };
  },

  async channels(context) {
    const lines = await channelLines(await portalOf(context), context.words);
    return lines === null ? null : { ok: true, lines };
  },

  async people(context) {
    const lines = await peopleLines(await portalOf(context), context.words, context.options);
    return lines === null ? null : { ok: true, lines };
  },

  async erase(context) {
    const { contactId } = context.options;
    if (contactId === null) throw new BadInput('Say which contact', { place: '--contact' });
    const was = await eraseContact(context, { portal: await portalOf(context), contactId });
    return {
      ok: was,
      lines: [
        was
          ? `Contact ${contactId} is forgotten: nobody can read what was stored of it. Its record in HubSpot stays as it is.`
          : `Baton holds nothing of contact ${contactId}.`,
      ],
    };
  },

  async export(context) {
    const { contactId } = context.options;
    if (contactId === null) throw new BadInput('Say which contact', { place: '--contact' });
    const portal = await portalOf(context);
    const found = await portal.transaction((tx) => exportContact(tx, contactId));
    if (found === null) return { ok: false, lines: [`Baton holds nothing of contact ${contactId}.`] };
    return { ok: true, lines: [JSON.stringify(found, null, context.options.json ? undefined : 2)] };
  },

  async 'rotate-key'({ store }) {
    const { changed, failed, unused } = await rotateKeys(store);
    const { currentId } = store.keys;
    return {
      ok: failed.length === 0,
      lines: [
        `${changed.length} accounts were encrypted anew with the key "${currentId}".`,
        ...failed.map(
          ({ portalId, code }) =>
            `Account ${portalId} was left as it is (${code}): the key that it was encrypted with must stand in BATON_ENCRYPTION_KEYS.`,
        ),
        ...unused.map(
          (id) => `The key "${id}" is used no more: take it out of BATON_ENCRYPTION_KEYS and start the app anew.`,
        ),
      ],
    };
  },

  async replay(context) {
    const portal = await portalOf(context);
    const lines: string[] = [];
    let ok = true;
    for (const ledger of ['live', 'observe'] as const) {
      const report = await replay(portal, ledger);
      if (report.decisions === 0) continue;
      ok &&= report.different.length === 0 && report.broken.length === 0;
      lines.push(`${ledger}: ${report.decisions} decisions, ${report.same} the same, ${report.erased} erased`);
      lines.push(...report.different.map(({ decisionId, field }) => `  different: ${decisionId} in ${field}`));
      lines.push(...report.broken.map((decisionId) => `  receipt does not fit: ${decisionId}`));
    }
    return { ok, lines: lines.length === 0 ? ['No decisions yet.'] : lines };
  },
};

/** Throws BadInput where no account, or one that has not installed the app, is named. */
export async function portalOf({
  store,
  options,
}: {
  store: Store;
  options: Pick<CommandOptions, 'portalId'>;
}): Promise<PortalStore> {
  if (options.portalId === null) throw new BadInput('Say which account', { place: '--portal' });
  const portal = store.forPortal(options.portalId);
  const known = await portal.transaction((tx) => portalById(tx));
  if (known === null) throw new BadInput(`No account ${options.portalId} has installed the app`, { place: '--portal' });
  return portal;
}
