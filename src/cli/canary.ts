import { BadInput } from '../errors.ts';
import { BOUNDS, shareInterval, type ArmFigures, type Trouble } from '../policy/canary.ts';
import { promoteCanary, startCanary, stopCanary } from '../publishing/canary.ts';
import { checkDraft, mayBePublished } from '../publishing/check-draft.ts';
import { inWords } from '../publishing/versions.ts';
import type { PortalStore } from '../store/store.ts';
import { canaryFigures, newestCanary } from '../store/tables/canaries.ts';
import { portalById } from '../store/tables/portals.ts';
import { findingLines, printedFindings } from './finding-lines.ts';
import type { Answer } from './policy.ts';
import { textOf } from './text-of.ts';
import { worldIn } from './world-in.ts';

export interface CanaryOptions {
  /** Of 100 leads. */
  percent: number | null;
  note: string | null;
  base: number | null;
  json: boolean;
}

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

async function start(portal: PortalStore, file: string, { percent, note, base }: CanaryOptions): Promise<Answer> {
  if (percent === null) throw new BadInput('Say how many of 100 leads', { place: '--percent' });
  const text = await textOf(file, 'FILE');
  return portal.transaction(async (tx) => {
    const draft = checkDraft(file.endsWith('.json') ? { text, format: 'json' } : { text }, await worldIn(tx));
    const lines = findingLines(file, printedFindings(draft.findings));
    if (!mayBePublished(draft)) return { lines, code: 1 };
    const { version } = await startCanary(tx, { draft, percent, base, userId: null, note: note ?? '' });
    return {
      lines: [
        ...lines,
        `${percent} of 100 leads follow it from now on, as version ${version}; the others the policy in force.`,
      ],
      code: 0,
    };
  });
}

async function report(portal: PortalStore, { json }: CanaryOptions): Promise<Answer> {
  return portal.transaction(async (tx) => {
    const canary = await newestCanary(tx);
    if (canary === null) return { lines: ['No draft was ever tried on leads here.'], code: 0 };
    const ledger = (await portalById(tx))?.mode === 'observe' ? 'observe' : 'live';
    const figures = await canaryFigures(tx, { ...canary, until: canary.endedAt }, ledger);
    if (json) return { lines: [JSON.stringify({ ...canary, figures, bounds: BOUNDS })], code: 0 };
    const { version, base, percent, startedAt, endedAt, sentence } = canary;
    const state = endedAt === null ? 'running' : `ended ${inWords(endedAt)}: ${sentence ?? ''}`;
    return {
      lines: [
        `Version ${version} on ${percent} of 100 leads beside version ${base}, since ${inWords(startedAt)}, ${state}`,
        ...(['canary', 'others'] as const).map((arm) => lineOf(arm, figures[arm])),
      ],
      code: 0,
    };
  });
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
