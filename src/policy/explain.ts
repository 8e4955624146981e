import type { Flips } from './flips/flip.ts';
import { leadFlipInWords, personFlipInWords } from './flips/words.ts';
import { leads, moment } from './sentences.ts';
import { owedTo, type Candidate, type OwnerReason, type Verdict } from './verdict.ts';

export interface Explanation {
  /** One sentence: who, because of what. */
  headline: string;
  /** What else there is to know about the way there, a sentence each. */
  why: string[];
  /** What was decided besides: trigger and until when, a sentence each. */
  terms: string[];
  /** Everybody else who was looked at, one line each: "Jonas Weber: at cap 20 of 20 today; would have had it if ...". */
  others: string[];
  /** What about the lead or the rules would have led elsewhere, a sentence each. */
  otherwise: string[];
}

const CAP_PERIODS: Readonly<Record<string, string>> = {
  hour: 'within the last hour',
  day: 'today',
  week: 'this week',
  open: 'open handoffs',
};

const SKIPPED: Record<NonNullable<Verdict['skipReason']>, string> = {
  spam: 'it is spam',
  vendor_pitch: 'the sender wants to sell something',
  careers: 'it is about a job',
  own_staff: 'it comes from your own staff',
  competitor: 'it comes from a competitor',
  no_consent: 'there is no consent on record',
  not_ours: 'it is not for this app to route',
};

const FACTS: Readonly<Record<string, string>> = {
  company: 'the company',
  hs_analytics_source: 'the traffic source',
  ip_country: "the visitor's country",
};

/** Says a verdict in plain English. `nameOf` gives a person's name for an owner id; `flips` null: they are not known. */
export function explainVerdict(
  verdict: Verdict,
  nameOf: (ownerId: string) => string,
  flips: Flips | null = null,
): Explanation {
  const headline = headlineOf(verdict, nameOf);
  return {
    headline,
    why: whyOf(verdict, nameOf, headline),
    terms: termsOf(verdict),
    others: othersOf(verdict, nameOf, flips),
    otherwise: (flips?.lead ?? []).map((flip) => leadFlipInWords(flip, nameOf)),
  };
}

function headlineOf(verdict: Verdict, nameOf: (ownerId: string) => string): string {
  switch (verdict.outcome) {
    case 'routed':
      return `${verdict.ownerId === null ? 'Nobody' : nameOf(verdict.ownerId)}, because ${becauseOf(verdict)}`;
    case 'skipped':
      return `Skipped, because ${verdict.skipReason === null ? 'a rule says so' : SKIPPED[verdict.skipReason]}`;
    case 'nurtured':
      return 'Nurtured, because it does not call for a person yet';
    case 'held':
      return heldSentence(verdict);
    default:
      return verdict.outcome satisfies never;
  }
}

function becauseOf(verdict: Verdict): string {
  const pool = verdict.pool === null ? 'the pool' : `the pool “${verdict.pool}”`;
  const reasons: Record<OwnerReason, string> = {
    fair_share: `${ruleOr(verdict, `${pool} takes what no other rule claims`)} and ${shareOf(verdict)}`,
    overflow_pool: `nobody in ${firstPool(verdict)} was free, ${pool} takes its overflow and ${shareOf(verdict)}`,
    existing_owner: 'the contact is already theirs',
    creating_user: 'they created the contact',
    company_owner: ruleOr(verdict, 'they own the company'),
    duplicate_owner: 'they own another record of the same person',
    previous_owner: 'they had the last handoff of this contact',
    open_handoff: 'they are already on this contact',
    named_by_rule: ruleOr(verdict, 'a rule names them'),
    given_by_person: 'a colleague gave it to them',
    manager: 'nobody else of the pool may have it and they manage it',
    fallback_person: 'nobody else was free and they stand in',
  };
  return verdict.ownerReason === null ? 'a rule says so' : reasons[verdict.ownerReason];
}

function ruleOr(verdict: Verdict, otherwise: string): string {
  return verdict.rule?.label ?? otherwise;
}

function shareOf(verdict: Verdict): string {
  const inPool = verdict.candidates.filter((candidate) => candidate.pool === verdict.pool);
  const chosen = inPool.find((candidate) => candidate.standing === 'chosen');
  if (!inPool.some((candidate) => candidate.standing === 'could_have')) return 'they were the only one free';
  const rivals = inPool.filter((candidate) => candidate.standing === 'could_have').map(owedTo);
  if (chosen === undefined || rivals.some((owed) => owed > owedTo(chosen))) return 'it was theirs already';
  return `they were owed the most: ${leads(owedTo(chosen))}`;
}

function firstPool(verdict: Verdict): string {
  const first = verdict.candidates[0]?.pool;
  return first === undefined || first === verdict.pool ? 'the first pool' : `the pool “${first}”`;
}

function heldSentence({ hold, pool }: Verdict): string {
  const where = pool === null ? '' : ` in the pool “${pool}”`;
  if (hold === null) return 'Held';
  switch (hold.reason) {
    case 'nobody_free':
      return `Held, because nobody${where} is free`;
    case 'outside_hours':
      return `Held until ${moment(hold.until)}, because nobody${where} is at work`;
    case 'waiting_for_facts':
      return `Held for a moment, because ${list(hold.waitingFor.map((fact) => FACTS[fact] ?? fact))} may change who gets it`;
    case 'needs_review':
      return 'Held, because a person should look at it first';
    case 'portal_paused':
      return 'Held, because routing is paused';
    default:
      return hold.reason satisfies never;
  }
}

function whyOf(verdict: Verdict, nameOf: (ownerId: string) => string, headline: string): string[] {
  const sentences: string[] = [];
  for (const step of verdict.path) {
    for (const note of step.matched ? [] : step.because) {
      if (note.includes(': ')) sentences.push(`Passed over: ${note.replaceAll('_', ' ')}.`);
    }
  }
  // A label completes the headline's sentence; there it is enough.
  if (verdict.rule !== null && !headline.includes(verdict.rule.label)) sentences.push(`Rule: ${verdict.rule.label}.`);
  if (verdict.pool !== null && verdict.ownerId !== null) {
    const able = verdict.candidates.filter(({ standing }) => standing === 'chosen' || standing === 'could_have').length;
    if (able > 0) sentences.push(`${able} of ${verdict.candidates.length} people could have had it.`);
  }
  if (verdict.step?.makeUp?.some(({ ownerId }) => ownerId === verdict.ownerId) === true && verdict.ownerId !== null) {
    sentences.push(`${nameOf(verdict.ownerId)} counts double for now, to make up for leads missed while away.`);
  }
  if (verdict.riskFlags.includes('language_mismatch') && verdict.ownerId !== null) {
    sentences.push(`${nameOf(verdict.ownerId)} is not known to speak the lead's language.`);
  }
  return sentences;
}

function termsOf({ trigger, sla }: Verdict): string[] {
  return [
    ...(trigger === null ? [] : [`Trigger: ${trigger.replaceAll('_', ' ')}.`]),
    ...(sla === null
      ? []
      : [
          `To be acted on by ${moment(sla.dueAt)} (${sla.minutes} minutes${sla.segment === undefined ? '' : `, as for “${sla.segment}”`}).`,
        ]),
  ];
}

function othersOf(verdict: Verdict, nameOf: (ownerId: string) => string, flips: Flips | null): string[] {
  const known = new Map(flips?.people.map((flip) => [JSON.stringify([flip.pool, flip.ownerId]), flip]));
  return verdict.candidates
    .filter((candidate) => candidate.standing !== 'chosen')
    .map((candidate) => {
      const { ownerId, pool } = candidate;
      const flip = known.get(JSON.stringify([pool, ownerId]));
      const until = flip?.back == null ? '' : ` until ${moment(flip.back)}`;
      const clauses = flip === undefined ? [] : personFlipInWords(flip, nameOf);
      if (flips?.next === ownerId && pool === verdict.pool)
        clauses.push('gets the next one like it if all else stays the same');
      return [`${nameOf(ownerId)}: ${standingOf(candidate)}${until}`, ...clauses].join('; ');
    });
}

function standingOf(candidate: Candidate): string {
  const { detail } = candidate;
  switch (candidate.standing) {
    case 'chosen':
      return 'chosen';
    case 'could_have':
      return `could have had it, was owed ${leads(owedTo(candidate))}`;
    case 'inactive':
      return 'no longer active in HubSpot';
    case 'away':
      return `away${whereSet(candidate)}`;
    case 'out_of_office':
      return `out of office${whereSet(candidate)}`;
    case 'outside_hours':
      return 'outside working hours';
    case 'holiday':
      return `public holiday (${detail?.['holiday']}) in ${detail?.['calendar']}`;
    case 'cap_reached':
      return `at cap ${detail?.['count']} of ${detail?.['cap']} ${CAP_PERIODS[String(detail?.['cap_kind'])] ?? ''}`.trim();
    case 'language':
      return "does not speak the lead's language";
    case 'skill':
      return `does not have the skill “${detail?.['skill']}”`;
    case 'zero_weight':
      return 'has weight 0 in this pool';
    case 'lapsed':
      return 'had it already';
    case 'excluded':
      return 'left out of this decision';
    default:
      return candidate.standing satisfies never;
  }
}

function whereSet({ detail }: Candidate): string {
  return detail?.['set_in'] === 'baton' ? ', as set in Baton' : '';
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}
