import { writeFile } from 'node:fs/promises';
import { BadInput, BatonError } from '../errors.ts';
import { compilePolicy } from '../policy/compile.ts';
import { policySchema } from '../policy/schema.ts';
import { checkDraft, mayBePublished } from '../publishing/check-draft.ts';
import { peopleInForce } from '../people-in-force.ts';
import { enquiriesOfRows } from '../simulation/enquiries-of-rows.ts';
import { pastEnquiries } from '../simulation/past-enquiries.ts';
import { reportOf, type NamedEnquiry, type Tried } from '../simulation/report.ts';
import { rowsOfTable } from '../simulation/rows-of-csv.ts';
import { tryPolicy, type NamedPolicy } from '../simulation/side-by-side.ts';
import { createTwins } from '../simulation/twins.ts';
import type { PortalStore, PortalTx } from '../store/store.ts';
import { loadCredits } from '../store/tables/balances.ts';
import { UNBOUNDED } from '../policy/balance-window.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import { overridesInForce } from '../store/tables/person-overrides.ts';
import { policyInForce } from '../store/tables/policies.ts';
import { portalById } from '../store/tables/portals.ts';
import { csvRecords } from './csv-records.ts';
import { findingLines, printedFindings } from './finding-lines.ts';
import type { Answer } from './policy.ts';
import { progressBar } from './progress.ts';
import { reportLines, tableOfTrials } from './simulation-lines.ts';
import { textOf } from './text-of.ts';
import { worldIn } from './world-in.ts';

export interface SimulateOptions {
  /** Leads from a file; null: the account's own newest enquiries. */
  csv: string | null;
  /** How many of these. */
  last: number | null;
  /** Over how many days the leads of a file come. */
  days: number | null;
  /** Writes what became of each enquiry to this file. */
  out: string | null;
  json: boolean;
}

const LAST = 1_000;
const MOST_LAST = 10_000;
const DAYS = 7;
const MOST_DAYS = 365;
const DAY_MS = 86_400_000;

/**
 * `baton simulate [FILE]`: tries the policy in force, and beside it the draft in FILE, on leads of a CSV or on the account's
 * newest enquiries. Writes nothing to HubSpot or the store. Throws BadInput.
 */
export async function simulateCommand(
  portal: PortalStore,
  file: string | null,
  options: SimulateOptions,
): Promise<Answer> {
  const draftText = file === null ? null : await textOf(file, 'FILE');
  const background = await portal.transaction((tx) => backgroundOf(tx, file, draftText));
  if (background.refused !== null) return { lines: background.refused, code: 1 };
  const { enquiries, notes } = await enquiriesFrom(portal, background, options);
  if (enquiries.length === 0) return { lines: [...notes, 'There are no enquiries to try it on.'], code: 1 };

  const tried: Tried[] = [];
  for (const policy of background.policies) tried.push(await tryOn(enquiries, policy));
  const [first, second] = tried;
  if (first === undefined) throw new Error('there is always a policy in force');
  const nameOf = (ownerId: string) => background.names.get(ownerId) || `owner ${ownerId}`;
  const report = reportOf(enquiries, [first, second], nameOf);
  if (options.out !== null) await writeFile(options.out, tableOfTrials(enquiries, tried, nameOf));
  const lines = options.json ? [JSON.stringify(report)] : reportLines(report, nameOf);
  return { lines: [...notes, ...lines], code: 0 };
}

async function tryOn(enquiries: readonly NamedEnquiry[], policy: NamedPolicy): Promise<Tried> {
  const bar = progressBar(`Trying ${policy.name}`, enquiries.length);
  const tried = await tryPolicy(enquiries, policy, (done) => bar.at(done));
  bar.end();
  return tried;
}

type Background = Extract<Awaited<ReturnType<typeof backgroundOf>>, { refused: null }>;

async function backgroundOf(tx: PortalTx, file: string | null, draftText: string | null) {
  const now = new Date();
  const stored = await policyInForce(tx, now);
  const directory = await storedDirectory(tx);
  const facts = await portalById(tx);
  if (stored === null || directory === null || facts === null) {
    throw new BatonError({
      code: 'no_policy',
      sentence: 'This account has no policy and people to try anything with yet.',
    });
  }
  const live = policySchema.parse(stored.document);
  const policies: NamedPolicy[] = [{ name: `version ${stored.version}`, document: live }];
  if (file !== null && draftText !== null) {
    const draft = checkDraft(
      file.endsWith('.json') ? { text: draftText, format: 'json' } : { text: draftText },
      await worldIn(tx),
    );
    if (draft.document === null || !mayBePublished(draft)) {
      return { refused: findingLines(file, printedFindings(draft.findings)) };
    }
    policies.push({ name: file, document: draft.document });
  }
  const overrides = await overridesInForce(tx, now);
  return {
    refused: null,
    policies,
    facts,
    directory: await peopleInForce(directory, { policy: compilePolicy(live), overrides, now }),
    credits: await loadCredits(tx, ledgerIn(facts.mode), { window: UNBOUNDED, makeUp: false }),
    names: new Map(directory.people.map((person) => [person.ownerId, person.name])),
  };
}

function ledgerIn(mode: string): 'live' | 'observe' {
  return mode === 'observe' ? 'observe' : 'live';
}

async function enquiriesFrom(
  portal: PortalStore,
  { facts, directory, credits }: Background,
  { csv, last, days }: SimulateOptions,
): Promise<{ enquiries: NamedEnquiry[]; notes: string[] }> {
  if (csv === null) {
    const limit = bounded(last ?? LAST, MOST_LAST, '--last');
    const { enquiries, erased } = await portal.transaction((tx) =>
      pastEnquiries(tx, { ledger: ledgerIn(facts.mode), limit }),
    );
    return {
      enquiries: enquiries.map((input) => ({ input, name: `contact ${input.contact.contactId}` })),
      notes: erased === 0 ? [] : [`${erased} enquiries of erased contacts are left out.`],
    };
  }
  const table = rowsOfTable(csvRecords(await textOf(csv, '--csv')));
  if ('problem' in table) throw new BadInput(table.problem, { place: '--csv' });
  const bar = progressBar('Reading leads', table.rows.length);
  const reading = enquiriesOfRows(
    table.rows,
    { portalId: portal.portalId, timeZone: facts.timeZone, directory, findDuplicates: createTwins(portal) },
    { from: new Date(), spanMs: bounded(days ?? DAYS, MOST_DAYS, '--days') * DAY_MS },
  );
  let step = await reading.next();
  for (; step.done !== true; step = await reading.next()) bar.at(step.value);
  bar.end();
  return {
    enquiries: step.value.map(({ input, line }, at) => ({
      input: at === 0 ? { ...input, credits } : input,
      name: `line ${line}`,
    })),
    notes: table.leftOut.map(({ line, reason }) => `${csv}:${line} is left out: ${reason}`),
  };
}

function bounded(value: number, most: number, place: string): number {
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
  throw new BadInput(`Must be a whole number from 1 to ${most}`, { place });
}
