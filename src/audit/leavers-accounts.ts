import { randomUUID } from 'node:crypto';
import type { BalanceState } from './balance-state.ts';
import type { Person } from '../hubspot/lead.ts';
import type { CreditState } from '../policy/input.ts';
import { accountHolders, closeAccounts } from '../policy/leavers.ts';
import type { PolicyDocument } from '../policy/schema.ts';

/**
 * Closes the accounts of people who are in no pool any more or not active in HubSpot, before anything is decided: what they
 * were owed or had too much must not fall to whoever comes next.
 */
export function closeLeaversAccounts(
  balance: BalanceState,
  { document, people, today }: { document: PolicyDocument; people: readonly Person[]; today: string },
): void {
  const credits = balance.creditsAfter([]);
  if (credits.every(({ credit }) => credit === 0)) return;
  const active = new Set(people.flatMap(({ ownerId, active: is }) => (is ? [ownerId] : [])));
  const byScope = new Map<string, CreditState[]>();
  for (const credit of credits) {
    const own = byScope.get(credit.scope) ?? [];
    own.push(credit);
    byScope.set(credit.scope, own);
  }
  for (const [scope, holders] of accountHolders(document, (ownerId) => active.has(ownerId))) {
    const shares = closeAccounts(byScope.get(scope) ?? [], holders);
    const id = randomUUID();
    const ids = { enquiryId: id, decisionId: id };
    balance.append(shares.map((share) => ({ kind: 'close', scope, ...ids, day: today, ...share })));
  }
}
