import { outcomeInWords, whenInWords, type Rule } from '../../policy/describe/rules.ts';
import { placeInWords } from '../../policy/describe/places.ts';
import { capitalised, plainLabel } from '../../policy/describe/words.ts';
import type { PolicyDocument } from '../../policy/schema.ts';
import { INTENTS, SKIP_REASONS } from '../../policy/taxonomy.ts';
import { changesOf, mayBePublished, type CheckedDraft, type DraftFinding } from '../../publishing/check-draft.ts';
import type { CheckedPolicy, PolicyEditor } from '../contract/index.ts';

/** Beyond this a form shows too much, and with its text the answer would not pass HubSpot's proxy (1 MB). */
const MOST_RULES = 300;
const MOST_CHARS = 250_000;
const MOST_TEXT_CHARS = 500_000;
const MOST_FINDINGS = 100;

type NameOf = (ownerId: string) => string;

/** A draft as the settings page shows it: what is wrong with it, and what it would change. Pure. */
export function showDraft(draft: CheckedDraft, inForce: PolicyDocument, nameOf: NameOf): CheckedPolicy {
  const { document, text } = draft;
  const shown = document !== null && !isTooLarge(document) ? document : null;
  return {
    // the page's form of it says less than ours, and passes through what it does not know
    document: shown,
    text: text !== null && text.length <= MOST_TEXT_CHARS ? text : null,
    tooLarge: document !== null && shown === null,
    findings: draft.findings
      .slice(0, MOST_FINDINGS)
      .map((finding) => showFinding(finding, document ?? draft.meant, nameOf)),
    changes: changesOf(draft, inForce, nameOf),
    maySave: mayBePublished(draft),
    words: wordsOf(shown, nameOf),
  };
}

/** What authors choose from beside fields and people. */
export const CHOICES: Pick<PolicyEditor, 'reasons' | 'intents'> = {
  reasons: SKIP_REASONS.map(choice),
  intents: INTENTS.map(choice),
};

function choice(value: string): { value: string; label: string } {
  return { value, label: capitalised(plainLabel(value)) };
}

function isTooLarge(document: PolicyDocument): boolean {
  const { skip, hard, poolRules } = document;
  return skip.length + hard.length + poolRules.length > MOST_RULES || JSON.stringify(document).length > MOST_CHARS;
}

function showFinding(
  { severity, path, place, position, message, proposal }: DraftFinding,
  meant: unknown,
  nameOf: NameOf,
): CheckedPolicy['findings'][number] {
  // of a text that cannot be read only the field is known
  const where = meant === null ? place : placeInWords(meant, path, nameOf);
  return {
    severity,
    path: [...path],
    line: position?.line ?? null,
    sentence: capitalised(`${where} ${message}`.trim()),
    proposal,
  };
}

function wordsOf(document: PolicyDocument | null, nameOf: NameOf): CheckedPolicy['words'] {
  const words = (rules: readonly Rule[]) => {
    const naming = { lists: document?.lists ?? {}, nameOf };
    return rules.map((rule) => `${whenInWords(rule, naming)}: ${outcomeInWords(rule, naming)}.`);
  };
  return {
    skip: words(document?.skip ?? []),
    hard: words(document?.hard ?? []),
    poolRules: words(document?.poolRules ?? []),
  };
}
