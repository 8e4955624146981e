/** One lead in units of credit. Credits are integers, so that steps, voids and transfers cancel out exactly. */
export const LEAD = 1_000_000_000;

/** Largest weight of a policy. */
export const MAX_WEIGHT = 1_000_000;

/** Weights are proportions: those of a pool with a ramp under way come in hundredths, and make-up doubles them. */
const MAX_PROPORTION = MAX_WEIGHT * 100 * 2;

export interface Standing {
  /** LEAD = one lead owed to the person; negative: had more than the fair share. */
  credit: number;
  /** ISO UTC; null: never had one. */
  lastLeadAt: string | null;
}

export interface Share {
  ownerId: string;
  amount: number;
}

/** A lead was given; an enquiry counts no more; a lead changed hands; the accounts of people who have left were closed. */
export type LedgerKind = 'step' | 'void' | 'transfer' | 'close';

export interface LedgerEntry {
  kind: LedgerKind;
  /** '' = over all pools of the portal, else the pool's name. */
  scope: string;
  ownerId: string;
  amount: number;
  /** Which of the person's accounts it moves: absent, the credit; else what may be made up for missed turns. */
  account?: 'make_up';
  /** The account's day on which it counts, YYYY-MM-DD: a step's own, of what undoes or moves a step the day of that step. */
  day: string;
}

/**
 * One lead, shared out among the people who could have had it: each earns weight / total weight, the one who is then
 * owed the most gets the lead and pays one. Ties: the longer ago the last lead, then the smaller id.
 * People with weight 0 take no part. `entries` sum to 0 and stand in the order of `eligible`. `winner` fixes who gets
 * it (a second look at the same lead must not move it between two people who may both have it).
 * Throws RangeError when nobody has a positive weight, a weight is no integer or too large, or the winner is not
 * among the eligible.
 */
export function stepBalance(options: {
  eligible: readonly { ownerId: string; weight: number }[];
  credits: { get(ownerId: string): Standing | undefined };
  winner?: string;
}): { ownerId: string; entries: readonly Share[] } {
  const { credits, winner } = options;
  const shares = shareOut(options.eligible.filter((person) => person.weight > 0));
  const owed = shares.map(({ ownerId, amount }) => {
    const standing = credits.get(ownerId);
    return { ownerId, credit: (standing?.credit ?? 0) + amount, lastLeadAt: standing?.lastLeadAt ?? null };
  });
  const first = winner === undefined ? owed.reduce(moreOwed) : owed.find((person) => person.ownerId === winner);
  if (first === undefined) throw new RangeError('The winner is not among the eligible people');
  const entries = shares.map(({ ownerId, amount }) => ({
    ownerId,
    amount: ownerId === first.ownerId ? amount - LEAD : amount,
  }));
  return { ownerId: first.ownerId, entries };
}

/**
 * What undoes all that an enquiry has cost and earned anybody: the sum of `entries` (steps, transfers, reroutes,
 * earlier voids) per account, scope, person and day, negated. With a void already among the entries the answer is empty.
 */
export function voidEntries(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const sums = new Map<string, LedgerEntry>();
  for (const { scope, ownerId, amount, day, account } of entries) {
    const key = JSON.stringify([account, scope, ownerId, day]);
    const before = sums.get(key)?.amount ?? 0;
    const of = account === undefined ? {} : { account };
    sums.set(key, { kind: 'void', scope, ownerId, amount: before - amount, day, ...of });
  }
  return [...sums.values()].filter((entry) => entry.amount !== 0);
}

/** An entry as it stands in the ledger: for which enquiry, by which decision. */
type BookedEntry = LedgerEntry & { enquiryId: string; decisionId: string };

/** The entries that undo an enquiry, booked on the decision that they undo; `entries` are all of that one enquiry. */
export function undoEntries(entries: readonly BookedEntry[]): BookedEntry[] {
  const first = entries[0];
  if (first === undefined) return [];
  const { enquiryId, decisionId } = first;
  return voidEntries(entries).map((entry) => ({ ...entry, enquiryId, decisionId }));
}

/**
 * Moves an enquiry's lead from the person who pays for it to another one of the pool: one lead back, one lead paid.
 * `entries` are all entries of the enquiry, oldest first. If the new owner is not in the pool, everything is voided.
 * Empty when `fromOwnerId` does not pay for the lead (any more), or both are one person: safe to repeat.
 */
export function transferEntries(options: {
  entries: readonly LedgerEntry[];
  fromOwnerId: string;
  toOwnerId: string;
  poolOwnerIds: readonly string[];
}): LedgerEntry[] {
  const { entries, fromOwnerId, toOwnerId, poolOwnerIds } = options;
  const payer = payerOf(entries);
  if (payer === null || payer.ownerId !== fromOwnerId || fromOwnerId === toOwnerId) return [];
  if (!poolOwnerIds.includes(toOwnerId)) return voidEntries(entries);
  const { scope, day } = payer;
  return [
    { kind: 'transfer', scope, ownerId: fromOwnerId, amount: LEAD, day },
    { kind: 'transfer', scope, ownerId: toOwnerId, amount: -LEAD, day },
  ];
}

/** Who pays for an enquiry's lead now; null: nobody (no pool chose, or it was voided). */
export function payerOf(entries: readonly LedgerEntry[]): { ownerId: string; scope: string; day: string } | null {
  let payer: LedgerEntry | null = null;
  for (const entry of entries) {
    if (entry.account === 'make_up') continue;
    if (entry.kind === 'void') payer = null;
    // Of a step only the winner's entry is not above zero; of a transfer only the new owner's.
    else if (entry.amount <= 0) payer = entry;
  }
  return payer === null ? null : { ownerId: payer.ownerId, scope: payer.scope, day: payer.day };
}

/** LEAD split by weight in whole units; what rounding leaves over goes to the largest remainders, then smaller ids. */
export function shareOut(people: readonly { ownerId: string; weight: number }[]): Share[] {
  if (people.length === 0) throw new RangeError('Nobody with a positive weight is eligible');
  for (const { weight } of people) {
    if (!Number.isInteger(weight) || weight > MAX_PROPORTION) throw new RangeError(`${weight} is not a usable weight`);
  }
  const total = people.reduce((sum, person) => sum + person.weight, 0);
  const shares = people.map(({ ownerId, weight }) => ({ ownerId, ...partOfLead(weight, total) }));
  let left = LEAD - shares.reduce((sum, share) => sum + share.amount, 0);
  // Mostly weights divide a lead without a rest.
  if (left === 0) return shares.map(({ ownerId, amount }) => ({ ownerId, amount }));
  const byRemainder = [...shares].sort((a, b) => b.remainder - a.remainder || (a.ownerId < b.ownerId ? -1 : 1));
  for (const share of byRemainder) {
    if (left === 0) break;
    share.amount += 1;
    left -= 1;
  }
  return shares.map(({ ownerId, amount }) => ({ ownerId, amount }));
}

/** LEAD * weight / total, and what is left over. The product of a large weight is too large for a number; these never are. */
function partOfLead(weight: number, total: number): { amount: number; remainder: number } {
  if (weight <= MAX_WEIGHT) {
    const remainder = (LEAD * weight) % total;
    return { amount: (LEAD * weight - remainder) / total, remainder };
  }
  const product = BigInt(LEAD) * BigInt(weight);
  return { amount: Number(product / BigInt(total)), remainder: Number(product % BigInt(total)) };
}

function moreOwed<P extends { ownerId: string; credit: number; lastLeadAt: string | null }>(a: P, b: P): P {
  if (a.credit !== b.credit) return a.credit > b.credit ? a : b;
  const [aLast, bLast] = [a.lastLeadAt ?? '', b.lastLeadAt ?? ''];
  if (aLast !== bLast) return aLast < bLast ? a : b;
  return a.ownerId < b.ownerId ? a : b;
}
