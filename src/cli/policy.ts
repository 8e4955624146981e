import { BadInput } from '../errors.ts';
import { policyJsonSchemaText } from '../policy/json-schema.ts';
import { worldOf } from '../publishing/account-world.ts';
import { checkDraft } from '../publishing/check-draft.ts';
import type { PortalStore } from '../store/store.ts';
import { findingLines, printedFindings } from './finding-lines.ts';
import { importCommand, type ImportOptions } from './policy-import.ts';
import { publish, show, type PublishOptions } from './policy-publish.ts';
import { textOf } from './text-of.ts';
import { worldIn } from './world-in.ts';

export interface PolicyOptions extends ImportOptions, PublishOptions {
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

/**
 * `baton policy check FILE`: whether a policy may go live, and what is wrong with it, line by line; `publish FILE` makes it the
 * one in force; `show` prints that one. `baton policy schema`: the JSON Schema for editors; `baton policy list import FILE` and
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
  if (what === 'show' && file === undefined) return withPortal(accountOf(options), show);
  if (file === undefined || more.length > 0) return null;
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
