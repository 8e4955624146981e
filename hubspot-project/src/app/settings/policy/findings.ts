import type { PolicyFinding } from '@baton/contract';
import { policyTexts } from '@baton/ui';

export type Path = readonly (string | number)[];

/** Those about a place or anything within it. */
export function findingsWithin(findings: readonly PolicyFinding[], path: Path): PolicyFinding[] {
  return findings.filter((finding) => path.every((part, at) => finding.path[at] === part));
}

/** What an input shows of what was found at its place; nothing where nothing was. */
export function problemAt(
  findings: readonly PolicyFinding[],
  path: Path,
): { error?: true; validationMessage?: string } {
  const first = findingsWithin(findings, path).find(({ severity }) => severity !== 'hint');
  return first === undefined ? {} : { error: true, validationMessage: sentenceOf(first) };
}

/** A finding as one sentence, with its line if it has one. */
export function sentenceOf({ sentence, proposal }: PolicyFinding): string {
  return proposal === null ? sentence : policyTexts.withProposal(sentence, proposal);
}
