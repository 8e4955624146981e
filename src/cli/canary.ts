import { BadInput } from '../errors.ts';
import { BOUNDS, shareInterval, type ArmFigures, type Trouble } from '../policy/canary.ts';
import { leadsOf, promoteCanary, startCanary, stopCanary } from '../publishing/canary.ts';
import { checkDraft, mayBePublished } from '../publishing/check-draft.ts';
import { inWords } from '../publishing/versions.ts';
import type { PortalStore, PortalTx } from '../store/store.ts';
import { policySchema } from '../policy/schema.ts';
import { pastEnquiries } from '../simulation/past-enquiries.ts';
import { reportOf } from '../simulation/report.ts';
import { tryPolicy, type NamedPolicy } from '../simulation/side-by-side.ts';
import { canaryFigures, newestCanary, type EndedCanary } from '../store/tables/canaries.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import { policyVersion } from '../store/tables/policies.ts';
import { portalById } from '../store/tables/portals.ts';
import { findingLines, printedFindings } from './finding-lines.ts';
import type { Answer } from './policy.ts';
import { reportLines } from './simulation-lines.ts';
import { textOf } from './text-of.ts';
import { worldIn } from './world-in.ts';

export interface CanaryOptions {
  /** Of 100 leads. */
  percent: number | null;
  /** Instead: the leads of these countries, `DE,AT`. */
  countries: string | null;
  note: string | null;
  base: number | null;
  json: boolean;
}

/** The newest so many enquiries are compared. */
const MOST_COMPARED = 5_000;

const TROUBLES: readonly (readonly [Trouble, string])[] = [
  ['wrongOwner', 'wrong owner'],
  ['held', 'waiting, nobody free'],
  ['refused', 'write refused'],
];

/**
 * `baton canary`: how the leads of the draft that is tried, or was tried last, fare beside the others; `canary start FILE --percent
 * N`, `canary stop`, `canary promote`. null: the words are not understood. Throws BadInput and what starting throws.
 */
export async function canaryCommand(
  portal: PortalStore,
  [what, file, ...more]: readonly string[],
  options: CanaryOptions,
): Promise<Answer | null> {
  if (more.length > 0) return null;
  if (what === 'start' && file !== undefined) return start(portal, file, options);
  if (file !== undefined) return null;
  switch (what) {
    case undefined:
      return report(portal, options);
    case 'stop': {
      const version = await portal.transaction(stopCanary);
      return { lines: [`Version ${version} is tried no more: all leads follow the policy in force.`], code: 0 };
    }
    case 'promote': {
      const { version, from } = await portal.transaction((tx) => promoteCanary(tx, null));
      return { lines: [`Version ${from} counts for all leads from now on, as version ${version}.`], code: 0 };
    }
    default:
      return null;
  }
}

async function start(
  portal: PortalStore,
  file: string,
  { percent, countries, note, base }: CanaryOptions,
): Promise<Answer> {
  if (percent === null && countries === null) throw new BadInput('Say how many of 100 leads', { place: '--percent' });
  const share = {
    percent: percent ?? 0,
    countries:
      countries === null
        ? []
        : countries
            .toUpperCase()
            .split(',')
            .map((country) => country.trim()),
  };
  const text = await textOf(file, 'FILE');
  return portal.transaction(async (tx) => {
    const draft = checkDraft(file.endsWith('.json') ? { text, format: 'json' } : { text }, await worldIn(tx));
    const lines = findingLines(file, printedFindings(draft.findings));
    if (!mayBePublished(draft)) return { lines, code: 1 };
    const { version } = await startCanary(tx, { draft, ...share, base, userId: null, note: note ?? '' });
    return {
      lines: [
        ...lines,
        share.percent === 0 && share.countries.length === 0
          ? `No lead follows it: version ${version} is compared with the policy in force from now on.`
          : `From now on ${leadsOf(share)} follow it, as version ${version}; the others the policy in force.`,
      ],
      code: 0,
    };
  });
}

async function report(portal: PortalStore, { json }: CanaryOptions): Promise<Answer> {
  const canary = await portal.transaction(newestCanary);
  if (canary === null) return { lines: ['No draft was ever tried on leads here.'], code: 0 };
  const { figures, compared, nameOf } = await compare(portal, canary);
  if (json) return { lines: [JSON.stringify({ ...canary, figures, bounds: BOUNDS, compared })], code: 0 };
  const { version, base, percent, countries, startedAt, endedAt, sentence } = canary;
  const state = endedAt === null ? 'running' : `ended ${inWords(endedAt)}: ${sentence ?? ''}`;
  const arms =
    percent === 0 && countries.length === 0
      ? []
      : (['canary', 'others'] as const).map((arm) => lineOf(arm, figures[arm]));
  return {
    lines: [
      `Version ${version} on ${leadsOf(canary)} beside version ${base}, since ${inWords(startedAt)}, ${state}`,
      ...arms,
      ...(compared === null ? [] : ['', 'Had all leads followed it:', ...reportLines(compared, nameOf)]),
    ],
    code: 0,
  };
}

/** How its leads fare, and how all enquiries since it began would have ended by it and by the policy in force. */
async function compare(portal: PortalStore, canary: EndedCanary) {
  const { figures, enquiries, policies, nameOf } = await portal.transaction(async (tx) => {
    const ledger = (await portalById(tx))?.mode === 'observe' ? ('observe' as const) : ('live' as const);
    const names = new Map((await storedDirectory(tx))?.people.map((person) => [person.ownerId, person.name]));
    return {
      figures: await canaryFigures(tx, { ...canary, until: canary.endedAt }, ledger),
      enquiries: await enquiriesSince(tx, ledger, canary),
      policies: [await named(tx, canary.base), await named(tx, canary.version)] as const,
      nameOf: (ownerId: string) => names.get(ownerId) || `owner ${ownerId}`,
    };
  });
  const [base, draft] = policies;
  if (enquiries.length === 0 || base === null || draft === null) return { figures, compared: null, nameOf };
  const tried = [await tryPolicy(enquiries, base), await tryPolicy(enquiries, draft)] as const;
  return { figures, compared: reportOf(enquiries, tried, nameOf), nameOf };
}

async function enquiriesSince(tx: PortalTx, ledger: 'live' | 'observe', { startedAt, endedAt }: EndedCanary) {
  const within = { from: startedAt, until: endedAt };
  const { enquiries } = await pastEnquiries(tx, { ledger, limit: MOST_COMPARED, within });
  return enquiries.map((input) => ({ input, name: `contact ${input.contact.contactId}` }));
}

async function named(tx: PortalTx, version: number): Promise<NamedPolicy | null> {
  const read = policySchema.safeParse((await policyVersion(tx, version))?.document);
  return read.success ? { name: `version ${version}`, document: read.data } : null;
}

function lineOf(arm: string, figures: ArmFigures): string {
  const shares = TROUBLES.map(([trouble, words]) => {
    const { low, high } = shareInterval(figures[trouble], figures.leads);
    const range = figures.leads === 0 ? '' : `, ${percentOf(low)} to ${percentOf(high)} %`;
    return `${words} ${figures[trouble]} (stops above ${percentOf(BOUNDS[trouble])} %${range})`;
  });
  return `  ${arm.padEnd('canary'.length)}  ${figures.leads} leads  ${shares.join('  ')}`;
}

function percentOf(share: number): string {
  return (100 * share).toFixed(0);
}
