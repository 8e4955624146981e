import type { Share } from './balance.ts';
import type { CreditState } from './input.ts';
import type { PolicyDocument } from './schema.ts';

/** Who has an account in a scope of the balance: the members of its pools who are still there. By scope. */
export function accountHolders(
  { balance, pools }: Pick<PolicyDocument, 'balance' | 'pools'>,
  isActive: (ownerId: string) => boolean,
): Map<string, Set<string>> {
  const holders = new Map<string, Set<string>>();
  for (const { name, members } of pools) {
    const scope = balance.span === 'portal' ? '' : name;
    const ids = holders.get(scope) ?? new Set<string>();
    for (const { ownerId } of members) if (isActive(ownerId)) ids.add(ownerId);
    holders.set(scope, ids);
  }
  return holders;
}

/**
 * What closes the accounts of people who have left. What they were owed, those owe it no more who had more than their share;
 * what they had too much, nobody is owed any more: the other side's credit shrinks in proportion, in whole units. Nobody's
 * credit grows or changes its sign, whoever stands at 0 stays there, and the amounts sum to 0. So those who stay sum to 0
 * again and a newcomer, who begins at 0, is one of them. Empty while nobody who has left has credit, or nobody stays.
 * `credits` are those of one scope and sum to 0, but for rounding.
 */
export function closeAccounts(
  credits: readonly Pick<CreditState, 'ownerId' | 'credit'>[],
  holders: ReadonlySet<string>,
): Share[] {
  const left = credits.filter(({ ownerId, credit }) => credit !== 0 && !holders.has(ownerId));
  if (left.length === 0 || holders.size === 0) return [];
  const rest = left.reduce((sum, { credit }) => sum + credit, 0);
  const others = credits.filter(({ ownerId, credit }) => holders.has(ownerId) && credit * rest < 0);
  // Credits of a window that fades are rounded: a unit or so may be nobody's.
  if (rest !== 0 && others.length === 0) return [];
  return [...left.map(({ ownerId, credit }) => ({ ownerId, amount: -credit })), ...spread(rest, others)];
}

/** `total` divided in proportion to the credits; units that rounding leaves over go to the largest remainders. */
function spread(total: number, credits: readonly Pick<CreditState, 'ownerId' | 'credit'>[]): Share[] {
  const size = BigInt(Math.abs(total));
  const sum = credits.reduce((all, { credit }) => all + BigInt(Math.abs(credit)), 0n);
  const parts = credits.map(({ ownerId, credit }) => {
    const product = size * BigInt(Math.abs(credit));
    return { ownerId, amount: Number(product / sum), remainder: product % sum };
  });
  let over = Math.abs(total) - parts.reduce((all, { amount }) => all + amount, 0);
  for (const part of [...parts].sort((a, b) => compare(b.remainder, a.remainder) || compare(a.ownerId, b.ownerId))) {
    if (over === 0) break;
    part.amount += 1;
    over -= 1;
  }
  return parts.map(({ ownerId, amount }) => ({ ownerId, amount: amount * Math.sign(total) }));
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
