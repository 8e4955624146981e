import { BadInput } from '../errors.ts';
import { changesInWords } from '../policy/changes.ts';
import { checkPolicy } from '../policy/checks/check-policy.ts';
import type { Check, Severity } from '../policy/checks/finding.ts';
import type { World } from '../policy/checks/world.ts';
import { placeOf, readPolicy } from '../policy/read-policy.ts';
import type { PolicyDocument } from '../policy/schema.ts';
import { parsePolicyText } from '../policy/text/parse-policy.ts';
import { printPolicy } from '../policy/text/print-policy.ts';

/** What somebody would like to become the policy: its text, or the document that a form made. */
export type DraftSource = { text: string; format?: 'yaml' | 'json' } | { document: unknown };

/** Something that speaks against a draft, or should be known of it. */
export interface DraftFinding {
  /** `not_readable`: it does not follow the form of a policy. */
  rule: Check | 'not_readable';
  severity: Severity;
  /** Part by part: `poolRules`, 2, `when`. */
  path: readonly (string | number)[];
  /** The same as people write it: `poolRules[2].when`. */
  place: string;
  /** In the text; null: the draft came from a form. */
  position: { line: number; column: number } | null;
  message: string;
  proposal: string | null;
}

export interface CheckedDraft {
  /** null: it does not follow the form of a policy. */
  document: PolicyDocument | null;
  /** The draft as text; null: a form's document that cannot be written as one. */
  text: string | null;
  findings: DraftFinding[];
  /** What a form made, as it came; null for a text. */
  meant: unknown;
}

/** Reads a draft and says what is wrong with it. Never throws. */
export function checkDraft(source: DraftSource, world: World): CheckedDraft {
  return 'text' in source ? checkText(source, world) : checkDocument(source.document, world);
}

/** May it become the policy? */
export function mayBePublished({ document, findings }: CheckedDraft): boolean {
  return document !== null && !findings.some(({ severity }) => severity === 'error');
}

/** Its document. Throws BadInput `policy_has_errors` with a sentence for the author. */
export function publishable(draft: CheckedDraft): PolicyDocument {
  if (draft.document !== null && mayBePublished(draft)) return draft.document;
  const errors = draft.findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const where = first === undefined ? '' : ` The first: ${first.place} ${first.message}.`;
  throw new BadInput(
    `The policy has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}, so it was not saved; the one in force stays.${where}`,
    { code: 'policy_has_errors' },
  );
}

/** What it would change, a sentence each. */
export function changesOf(
  { document }: CheckedDraft,
  inForce: PolicyDocument,
  nameOf: (ownerId: string) => string,
): string[] {
  return document === null ? [] : changesInWords(inForce, document, nameOf);
}

function checkText({ text, format }: { text: string; format?: 'yaml' | 'json' }, world: World): CheckedDraft {
  const parsed = parsePolicyText(text, format === undefined ? {} : { format });
  if (parsed.ok) {
    const findings = checkPolicy({ document: parsed.document, world });
    return {
      document: parsed.document,
      text,
      meant: null,
      findings: findings.map((finding) => ({
        ...finding,
        place: placeOf(finding.path),
        position: parsed.positionOf(finding.path),
      })),
    };
  }
  const findings = parsed.problems.map(({ line, column, path, place, message, suggestion }) => ({
    ...unreadable(message, suggestion),
    path,
    place,
    position: { line, column },
  }));
  return { document: null, text, findings, meant: null };
}

function checkDocument(value: unknown, world: World): CheckedDraft {
  const read = readPolicy(value);
  if (read.ok) {
    const findings = checkPolicy({ document: read.document, world });
    return {
      document: read.document,
      text: printPolicy(read.document),
      meant: value,
      findings: findings.map((finding) => ({ ...finding, place: placeOf(finding.path), position: null })),
    };
  }
  const findings = read.problems.map(({ path, place, message }) => ({
    ...unreadable(message, null),
    path,
    place,
    position: null,
  }));
  return { document: null, text: null, findings, meant: value };
}

function unreadable(message: string, proposal: string | null) {
  return { rule: 'not_readable' as const, severity: 'error' as const, message, proposal };
}
