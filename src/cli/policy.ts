import type { PropertyCatalogue } from '../hubspot/lead.ts';
import type { World, WorldPerson } from '../policy/checks/world.ts';
import { policyJsonSchemaText } from '../policy/json-schema.ts';
import { worldOf } from '../publishing/account-world.ts';
import { checkDraft } from '../publishing/check-draft.ts';
import { importCommand, type ImportOptions } from './policy-import.ts';
import { textOf } from './text-of.ts';
import { findingLines, type PrintedFinding } from './finding-lines.ts';

export interface PolicyOptions extends ImportOptions {
  portalId: number | null;
  json: boolean;
}

/** Who may own leads in an account and which properties it has; null: not known. */
export interface Account {
  people: readonly WorldPerson[] | null;
  properties: PropertyCatalogue | null;
}

/** What a command prints, and its exit code. */
export interface Answer {
  lines: string[];
  code: 0 | 1 | 2;
}

/**
 * `baton policy check FILE`: whether a policy may go live, and what is wrong with it, line by line. `baton policy schema`: the
 * JSON Schema for editors; `baton policy list import FILE` and `territory import FILE`: from a CSV. `accountOf` tells what is
 * known of an account. null: the words are not understood.
 */
export async function policyCommand(
  [what, file, ...more]: readonly string[],
  options: PolicyOptions,
  accountOf: (portalId: number) => Promise<Account>,
): Promise<Answer | null> {
  if (what === 'schema' && file === undefined) return { lines: [policyJsonSchemaText().trimEnd()], code: 0 };
  if (what === 'list' || what === 'territory') {
    const [target, ...rest] = more;
    return file === 'import' && target !== undefined && rest.length === 0 ? importCommand(what, target, options) : null;
  }
  if (what !== 'check' || file === undefined || more.length > 0) return null;
  const text = await textOf(file, 'FILE');
  const account = options.portalId === null ? { people: null, properties: null } : await accountOf(options.portalId);
  return answer(file, check(text, file, await worldOf(account)), options);
}

function check(text: string, file: string, world: World): PrintedFinding[] {
  const { findings } = checkDraft(file.endsWith('.json') ? { text, format: 'json' } : { text }, world);
  return findings.map(({ position, place, path: _path, ...finding }) => ({
    ...finding,
    ...(position ?? { line: 1, column: 1 }),
    path: place,
  }));
}

function answer(file: string, findings: readonly PrintedFinding[], { json }: PolicyOptions): Answer {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const lines = findingLines(file, findings);
  if (json) lines.push(JSON.stringify({ file, ok: errors === 0, errors, findings }));
  return { lines, code: errors === 0 ? 0 : 1 };
}
