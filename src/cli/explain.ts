import { z } from 'zod';
import { flipsOfDecision } from '../audit/flips-of-decision.ts';
import { BadInput } from '../errors.ts';
import { explainVerdict, type Explanation } from '../policy/explain.ts';
import { storedVerdict } from '../audit/stored-verdict.ts';
import type { PathStep, Verdict } from '../policy/verdict.ts';
import type { PortalStore } from '../store/store.ts';
import { storedDecision } from '../store/tables/decisions.ts';
import { storedDirectory } from '../store/tables/directories.ts';

export interface ExplainOptions {
  decisionId: string | null;
}

/**
 * `baton explain`: one decision, or a contact's last one, with the way there, every candidate, and what would have led
 * elsewhere. null: there is no such decision. Throws BadInput.
 */
export async function explainLines(
  portal: PortalStore,
  { decisionId, contactId, json }: ExplainOptions & { contactId: string | null; json: boolean },
): Promise<string[] | null> {
  const which = whichOf(decisionId, contactId);
  return portal.transaction(async (tx) => {
    const decision = await storedDecision(tx, which);
    if (decision === null) return null;
    const names = new Map((await storedDirectory(tx))?.people.map((person) => [person.ownerId, person.name]));
    const verdict = storedVerdict.parse(decision.verdict);
    const flips = await flipsOfDecision(tx, decision);
    const nameOf = (ownerId: string) => `${names.get(ownerId) || 'Owner'} (${ownerId})`;
    const explanation = explainVerdict(verdict, nameOf, flips);
    const { decision_id: id, contact_id: contact, ledger, engine, policy_version: policyVersion } = decision;
    const decidedAt = decision.decided_at.toISOString();
    if (json) {
      const about = { decisionId: id, contactId: contact, ledger, decidedAt, policyVersion, engine };
      return [JSON.stringify({ ...about, explanation, verdict, flips })];
    }
    return [
      `Decision ${id} of contact ${contact}, ${decidedAt}, ${ledger}, policy version ${policyVersion}, ${engine}`,
      '',
      ...linesOf(explanation, verdict),
      ...(flips === null ? ['', 'What would have led elsewhere is not known any more.'] : []),
    ];
  });
}

function whichOf(decisionId: string | null, contactId: string | null) {
  if (decisionId !== null) {
    if (z.guid().safeParse(decisionId).success) return { decisionId };
    throw new BadInput('A decision is named by its id, as the contact has it', { place: '--decision' });
  }
  if (contactId !== null) return { contactId };
  throw new BadInput('Say which contact, or which decision with --decision', { place: '--contact' });
}

function linesOf({ headline, why, terms, others, otherwise }: Explanation, verdict: Verdict): string[] {
  return [
    headline,
    ...[...why, ...terms].map((sentence) => `  ${sentence}`),
    ...block('The way there', verdict.path.map(stepInWords)),
    ...block('The others', others),
    ...block('What would have led elsewhere', otherwise),
  ];
}

function block(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function stepInWords({ layer, rule, matched, because }: PathStep): string {
  const reasons = because.length === 0 ? '' : `  (${because.join(', ')})`;
  return `${layer.padEnd('stickiness'.length)}  ${matched ? (rule ?? 'decided') : '-'}${reasons}`;
}
