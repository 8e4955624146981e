import { BadInput } from '../errors.ts';
import { policyJsonSchemaText } from '../policy/json-schema.ts';
import { worldOf } from '../publishing/account-world.ts';
import { checkDraft } from '../publishing/check-draft.ts';
import type { PortalStore } from '../store/store.ts';
import { findingLines, printedFindings } from './finding-lines.ts';
import { importCommand, type ImportOptions } from './policy-import.ts';
import { publish, show, type PublishOptions } from './policy-publish.ts';
import { at, cancel, rollback, versions, type VersionOptions } from './policy-versions.ts';
import { textOf } from './text-of.ts';
import { worldIn } from './world-in.ts';

export interface PolicyOptions extends ImportOptions, PublishOptions, VersionOptions {
  portalId: number | null;
  json: boolean;
}

/** What a command prints, and its exit code. */
export interface Answer {
  lines: string[];
  code: 0 | 1 | 2;
}

/** Opens the store of an account for as long as `work` takes. Throws BadInput for one that has not installed the app. */
export type WithPortal = <T>(portalId: number, work: (portal: PortalStore) => Promise<T>) => Promise<T>;

type Work = (portal: PortalStore, options: PolicyOptions) => Promise<Answer>;
/** What needs no file. */
const OF_THE_ACCOUNT = new Map<string, Work>([
  ['show', show],
  ['versions', versions],
  ['rollback', rollback],
  ['cancel', cancel],
]);

/**
 * `baton policy check FILE`: whether a policy may go live, and what is wrong with it, line by line; `publish FILE` makes it the
 * one in force; `show` prints that one, `versions` lists them, `rollback` goes back, `cancel` calls off what is to come, `at TIME`
 * tells which counted then. `baton policy schema`: the JSON Schema for editors; `baton policy list import FILE` and
 * `territory import FILE`: from a CSV. null: the words are not understood.
 */
export async function policyCommand(
  words: readonly string[],
  options: PolicyOptions,
  withPortal: WithPortal,
): Promise<Answer | null> {
  const [what, file, ...more] = words;
  if (what === 'schema' && file === undefined) return { lines: [policyJsonSchemaText().trimEnd()], code: 0 };
  if (what === 'list' || what === 'territory') {
    const [target, ...rest] = more;
    return file === 'import' && target !== undefined && rest.length === 0 ? importCommand(what, target, options) : null;
  }
  if (file === undefined) {
    const work = OF_THE_ACCOUNT.get(what ?? '');
    return work === undefined ? null : withPortal(accountOf(options), (portal) => work(portal, options));
  }
  if (what === 'at' && more.length === 0) return withPortal(accountOf(options), (portal) => at(portal, file, options));
  if (more.length > 0) return null;
  if (what === 'check') return check(file, options, withPortal);
  if (what !== 'publish') return null;
  const source = await sourceOf(file);
  return withPortal(accountOf(options), (portal) => publish(portal, { file, source }, options));
}

async function check(file: string, { portalId, json }: PolicyOptions, withPortal: WithPortal): Promise<Answer> {
  const source = await sourceOf(file);
  const world =
    portalId === null
      ? await worldOf({ people: null, properties: null })
      : await withPortal(portalId, (portal) => portal.transaction(worldIn));
  const findings = printedFindings(checkDraft(source, world).findings);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const lines = findingLines(file, findings);
  if (json) lines.push(JSON.stringify({ file, ok: errors === 0, errors, findings }));
  return { lines, code: errors === 0 ? 0 : 1 };
}

async function sourceOf(file: string): Promise<{ text: string; format?: 'json' }> {
  const text = await textOf(file, 'FILE');
  return file.endsWith('.json') ? { text, format: 'json' } : { text };
}

function accountOf({ portalId }: PolicyOptions): number {
  if (portalId === null) throw new BadInput('Say which account', { place: '--portal' });
  return portalId;
}
