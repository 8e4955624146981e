import { LEAD } from '../balance.ts';
import { fieldInWords, valueInWords } from '../describe/fields.ts';
import { countOf } from '../describe/words.ts';
import { leads } from '../sentences.ts';
import type { OwnerReason } from '../verdict.ts';
import type { CapKind, Ending, LeadFlip, PersonChange, PersonFlip } from './flip.ts';

type NameOf = (ownerId: string) => string;

const CAPS: Record<CapKind, string> = {
  hour: 'the hourly cap',
  day: 'the daily cap',
  week: 'the weekly cap',
  open: 'the cap on open handoffs',
};

const CLAIMS: Partial<Record<OwnerReason, string>> = {
  existing_owner: 'Had nobody owned the contact',
  company_owner: 'Had nobody owned the company',
  duplicate_owner: 'Had nobody owned the other record',
  previous_owner: 'Had nobody had the contact before',
  open_handoff: 'Had nobody been on this contact',
  creating_user: 'Had nobody created it by hand',
};

/** What would have helped a candidate, to stand behind why he or she did not get the lead. */
export function personFlipInWords({ changes, behind }: PersonFlip, nameOf: NameOf): string[] {
  if (changes.length === 0) return [];
  const condition = `if ${changes.map(changeInWords).join(' and ')}`;
  if (behind === null) return [`would have had it ${condition}`];
  return [`even ${condition}, ${nameOf(behind.ownerId)} would have been ahead${behindBy(behind.by)}`];
}

/** Of two people who are owed the same the one gets it who has waited longer, else the one with the smaller id. */
function behindBy(credit: number): string {
  if (credit === 0) return ' on a tie';
  return credit < LEAD / 200 ? ' by a hair' : ` by ${leads(credit)}`;
}

function changeInWords(change: PersonChange): string {
  switch (change.what) {
    case 'cap':
      return `${CAPS[change.kind]} were ${change.to}`;
    case 'weight':
      return `the weight were ${change.to}`;
    case 'skill':
      return `they had the skill “${change.skill}”`;
    case 'available':
      return 'they were available';
    case 'leave':
      return 'they were not on leave';
    case 'hours':
      return 'they were at work';
    case 'holiday':
      return 'it were no holiday';
    case 'language':
      return "they spoke the lead's language";
    default:
      return change satisfies never;
  }
}

/** One sentence: which change of the lead or the policy would have led where. */
export function leadFlipInWords({ change, end: ending }: LeadFlip, nameOf: NameOf): string {
  const end = endInWords(ending, nameOf);
  switch (change.what) {
    case 'threshold': {
      const { from, to } = change;
      if (ending.outcome === 'nurtured') return `With a threshold of ${to} instead of ${from} it ${end}.`;
      return `${countOf(Number((from - to).toFixed(2)), 'point')} short of the threshold of ${from}: with ${to} it ${end}.`;
    }
    case 'claim':
      return `${CLAIMS[change.of] ?? 'Without that claim'}, it ${end}.`;
    case 'value': {
      const value = valueInWords(change.field, change.to, nameOf);
      return `If ${fieldInWords(change.field)} were ${value}, the rule “${change.rule.label}” would have held and it ${end}.`;
    }
    default:
      return change satisfies never;
  }
}

function endInWords({ outcome, ownerId, pool }: Ending, nameOf: NameOf): string {
  if (outcome === 'routed' && ownerId !== null) {
    return `would have gone to ${nameOf(ownerId)}${pool === null ? '' : ` in the pool “${pool}”`}`;
  }
  const where = outcome === 'held' && pool !== null ? ` in the pool “${pool}”` : '';
  return `would have been ${outcome === 'held' ? 'put on hold' : outcome}${where}`;
}
