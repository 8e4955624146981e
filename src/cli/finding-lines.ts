import type { DraftFinding } from '../publishing/check-draft.ts';

/** Something that a check found, at its place in a file. */
export interface PrintedFinding {
  line: number;
  column: number;
  severity: 'error' | 'warning' | 'hint';
  /** Which check found it. */
  rule: string;
  /** The field, as `poolRules[2].when`; '' for the file as a whole. */
  path: string;
  message: string;
  proposal: string | null;
}

/** Findings of a file as they are printed; what belongs to no place in it stands in the first line. */
export function printedFindings(findings: readonly DraftFinding[]): PrintedFinding[] {
  return findings.map(({ position, place, path: _path, ...finding }) => ({
    ...finding,
    ...(position ?? { line: 1, column: 1 }),
    path: place,
  }));
}

/** One line per finding, as editors and pipelines read them, and a last line that sums up. */
export function findingLines(file: string, findings: readonly PrintedFinding[]): string[] {
  const lines = findings.map(({ line, column, severity, path, message, proposal }) => {
    const subject = path === '' ? message : `${path} ${message}`;
    return `${file}:${line}:${column} ${severity} ${oneLine(subject)}${proposal === null ? '' : ` (${oneLine(proposal)})`}`;
  });
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const verdict = errors > 0 ? 'may not go live' : 'may go live';
  return [...lines, `${file} ${verdict}: ${numbered(errors, 'error')}, ${numbered(warnings, 'warning')}.`];
}

function numbered(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Names may hold line breaks; a finding never does. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}
