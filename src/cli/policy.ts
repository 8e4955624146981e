import { readFile } from 'node:fs/promises';
import { BadInput } from '../errors.ts';
import { parsePolicyText } from '../policy/text/parse-policy.ts';
import { findingLines, type PrintedFinding } from './finding-lines.ts';

export interface PolicyOptions {
  portalId: number | null;
  json: boolean;
}

/** What a command prints, and its exit code. */
export interface Answer {
  lines: string[];
  code: 0 | 1 | 2;
}

/** `baton policy check FILE`: whether a policy may go live, and what is wrong with it, line by line. */
export async function policyCommand(words: readonly string[], options: PolicyOptions): Promise<Answer | null> {
  const [what, file, ...more] = words;
  if (what !== 'check' || file === undefined || more.length > 0) return null;
  const text = await textOf(file);
  return answer(file, check(text, file), options);
}

function check(text: string, file: string): PrintedFinding[] {
  const parsed = parsePolicyText(text, file.endsWith('.json') ? { format: 'json' } : {});
  if (parsed.ok) return [];
  return parsed.problems.map(({ suggestion, place, ...problem }) => ({
    ...problem,
    rule: 'not_readable',
    severity: 'error',
    path: place,
    proposal: suggestion,
  }));
}

function answer(file: string, findings: readonly PrintedFinding[], { json }: PolicyOptions): Answer {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const lines = findingLines(file, findings);
  if (json) lines.push(JSON.stringify({ file, ok: errors === 0, errors, findings }));
  return { lines, code: errors === 0 ? 0 : 1 };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new BadInput(`${file} cannot be read`, { place: 'FILE', cause: error });
  }
}
