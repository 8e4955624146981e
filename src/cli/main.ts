import { parseArgs } from 'node:util';
import { loadEnvFile, readConfig } from '../config.ts';
import { BadInput, BatonError } from '../errors.ts';
import { createLogger } from '../logger.ts';
import { resolveDatabase } from '../store/database-url.ts';
import { parseKeyRing } from '../store/encryption.ts';
import { migrate } from '../store/migrate.ts';
import { openStore, type PortalStore, type Store } from '../store/store.ts';
import { backfillCommand, type BackfillOptions } from './backfill.ts';
import { canaryCommand, type CanaryOptions } from './canary.ts';
import { coverCommand } from './cover.ts';
import { COMMANDS, portalOf, type CommandOptions } from './commands.ts';
import { simulateCommand, type SimulateOptions } from './simulate.ts';
import { policyCommand, type PolicyOptions } from './policy.ts';

const USAGE = `Usage: baton COMMAND [--portal ID] [--contact ID] [--since ISO] [--json]

  migrate                            bring the database up to date
  portals                            list the accounts that installed the app
  dead-letters --portal ID           leads that were put aside after too many failed tries
  release --portal ID [--contact ID] let one of them, or all, be tried again
  explain --portal ID (--contact ID | --decision ID) [--json]
                                     why somebody got a lead, why the others did not, and what would have changed that
  fairness --portal ID [--since ISO] [--json]
                                     leads given against the share due, for each person
  channels --portal ID               where people are told of their leads, beside HubSpot's task
  channels add FILE.json --portal ID, channels remove CHANNEL --portal ID
                                     adds one (docs/notifications.md), or takes one away
  people --portal ID                 who is set away or available in Baton, whatever HubSpot says
  people away|available --portal ID --owner ID [--until TIME] [--note TEXT]
                                     set somebody so, until that time; a date begins where the account is
  people clear --portal ID --owner ID
                                     let HubSpot's word count again
  erase --portal ID --contact ID     forget a contact for good, as HubSpot's privacy deletion does
  export --portal ID --contact ID [--json]
                                     everything that is stored of a contact, readable, for whoever asks (docs/privacy.md)
  rotate-key                         encrypt anew with the first of BATON_ENCRYPTION_KEYS, and say which others may go
  replay --portal ID                 recompute every decision from what was stored; exit 1 on any difference
  policy check FILE [--portal ID]    whether a policy may go live: what is wrong with it, line by line; exit 1 on errors;
                                     --portal: with the people and properties of that account; --json: one object as the last line
  simulate [FILE] --portal ID [--csv CSV [--days N] | --last N] [--out CSV] [--json]
                                     try the policy in force, and beside it the draft in FILE, on leads of a CSV or on the
                                     newest enquiries; nothing is written, --out: what becomes of each
  cover [FILE] --portal ID [--json]  whether somebody is there for each pool in every hour of the next 30 days, by the policy
                                     in force or the draft in FILE; exit 1 where nobody ever is
  canary --portal ID                 how the leads of the draft that is tried on some of them fare beside the others
  canary start FILE (--percent N | --countries DE,AT) --portal ID [--note TEXT] [--base VERSION]
                                     let N of 100 leads, or those of some countries, follow a draft; it ends by itself if they fare worse; 0: a
                                     shadow, which is only compared
  canary stop|promote --portal ID    end that, or let the draft count for all
  backfill --portal ID [--since ISO] what the policy in force would move of what another version decided; changes nothing
  backfill run --portal ID [--since ISO] [--all | --contact ID]
                                     do it, each contact read anew, after whoever waits for an answer
  backfill status|cancel --portal ID how many are still to be looked at; look at no more
  policy show --portal ID            the policy in force, as YAML
  policy publish FILE --portal ID [--from TIME] [--note TEXT] [--base VERSION]
                                     make it the policy in force, now or later, unless it has errors; --base: only if that
                                     version still is
  policy versions --portal ID        what was, is and will be in force, with what each version changed
  policy rollback --portal ID [--to VERSION]
                                     let the version before, or that one, count again at once
  policy cancel --portal ID          call off what is to come into force
  policy at TIME --portal ID [--contact ID]
                                     which version counted then, and who would have got that contact
  policy schema                      the JSON Schema of policies, for editors
  policy list import FILE --list NAME --csv CSV --column COLUMN
                                     put the values of a column into a list of a policy
  policy territory import FILE --csv CSV
                                     put territories into a policy: columns territory, country, state, postcode

Reads the same environment as the app (see .env.example).`;

type Options = CommandOptions & PolicyOptions & SimulateOptions & CanaryOptions & BackfillOptions;

/** Exit code: 0 fine, 1 the command found something wrong or failed, 2 the command line is not understood. */
async function main(): Promise<number> {
  const { words, options } = readCommandLine(process.argv.slice(2));
  const [name, ...more] = words;
  const answer =
    name === 'policy'
      ? await policyCommand(more, options, withPortal)
      : isLookAhead(name)
        ? await lookAhead(name, more, options)
        : await storeCommand(name, more, options);
  for (const line of answer?.lines ?? [USAGE]) console.log(line);
  return answer?.code ?? 2;
}

const LOOK_AHEAD = ['simulate', 'cover', 'canary', 'backfill'] as const;
type LookAhead = (typeof LOOK_AHEAD)[number];

function isLookAhead(name: string | undefined): name is LookAhead {
  return LOOK_AHEAD.some((one) => one === name);
}

async function lookAhead(name: LookAhead, words: readonly string[], options: Options) {
  const [file, ...more] = words;
  if ((name === 'simulate' || name === 'cover') && more.length > 0) return null;
  if (options.portalId === null) throw new BadInput('Say which account', { place: '--portal' });
  return withPortal(options.portalId, async (portal) => {
    if (name === 'canary') return canaryCommand(portal, words, options);
    if (name === 'backfill') return backfillCommand(portal, words, options);
    return name === 'cover'
      ? coverCommand(portal, file ?? null, options.json)
      : simulateCommand(portal, file ?? null, options);
  });
}

function withPortal<T>(portalId: number, work: (portal: PortalStore) => Promise<T>): Promise<T> {
  return withStore(async ({ store }) => work(await portalOf({ store, options: { portalId } })));
}

async function storeCommand(name: string | undefined, words: readonly string[], options: CommandOptions) {
  const command = commandNamed(name);
  if (command === null) return null;
  return withStore(async ({ store, applied, appId }) => {
    const answer = await command({ store, options, words, applied, appId });
    return answer === null ? null : { lines: answer.lines, code: answer.ok ? 0 : 1 };
  });
}

/** Opens the app's database, brought up to date, for as long as `work` takes. */
async function withStore<T>(
  work: (opened: { store: Store; applied: readonly string[]; appId: number }) => Promise<T>,
): Promise<T> {
  loadEnvFile();
  const config = readConfig(process.env);
  const logger = createLogger('warn');
  const database = await resolveDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, logger });
  try {
    const { applied } = await migrate({ databaseUrl: database.url });
    const store = await openStore({
      databaseUrl: database.url,
      keys: parseKeyRing(config.encryptionKeys),
      role: 'cli',
      poolSize: 2,
      logger,
    });
    try {
      return await work({ store, applied, appId: config.hubspot.appId });
    } finally {
      await store.close();
    }
  } finally {
    await database.stop();
  }
}

function readCommandLine(args: string[]): { words: string[]; options: Options } {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        portal: { type: 'string' },
        contact: { type: 'string' },
        decision: { type: 'string' },
        since: { type: 'string' },
        json: { type: 'boolean', default: false },
        list: { type: 'string' },
        csv: { type: 'string' },
        column: { type: 'string' },
        owner: { type: 'string' },
        until: { type: 'string' },
        note: { type: 'string' },
        base: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        percent: { type: 'string' },
        countries: { type: 'string' },
        all: { type: 'boolean', default: false },
        last: { type: 'string' },
        days: { type: 'string' },
        out: { type: 'string' },
      },
    });
    const portalId = values.portal === undefined ? null : Number(values.portal);
    if (portalId !== null && !Number.isSafeInteger(portalId))
      throw new BadInput('An account is named by its number', { place: '--portal' });
    return {
      words: positionals,
      options: {
        portalId,
        contactId: values.contact ?? null,
        decisionId: values.decision ?? null,
        since: readTime(values.since),
        json: values.json,
        list: values.list ?? null,
        csv: values.csv ?? null,
        column: values.column ?? null,
        ownerId: values.owner ?? null,
        until: values.until ?? null,
        note: values.note ?? null,
        base: versionNamed(values.base, '--base'),
        to: versionNamed(values.to, '--to'),
        from: values.from ?? null,
        countries: values.countries ?? null,
        all: values.all,
        percent: values.percent === undefined ? null : Number(values.percent),
        last: values.last === undefined ? null : Number(values.last),
        days: values.days === undefined ? null : Number(values.days),
        out: values.out ?? null,
      },
    };
  } catch (error) {
    if (error instanceof BatonError) throw error;
    throw new BadInput(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function versionNamed(text: string | undefined, place: string): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new BadInput('A version is a whole number', { place });
}

function readTime(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw new BadInput('A time looks like 2026-11-01 or 2026-11-01T08:00Z', { place: '--since' });
  }
  return time;
}

function commandNamed(name = '') {
  return Object.hasOwn(COMMANDS, name) ? (COMMANDS[name] ?? null) : null;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof BatonError ? error.sentence : error);
  process.exitCode = error instanceof BadInput ? 2 : 1;
}
