import type { BalanceWindow } from '../balance-schema.ts';
import type { FollowUpStep } from '../follow-up.ts';
import { onBreachOf, type OnBreach } from '../on-breach.ts';
import { onChangeOf } from '../on-change.ts';
import type { PolicyDocument, SourceSettings, WaitableFact } from '../schema.ts';
import type { SourceGroup } from '../source-groups.ts';
import { conditionInWords, type Naming } from './conditions.ts';
import { fieldInWords, valueInWords } from './fields.ts';
import {
  capitalised,
  countOf,
  cut,
  firstLines,
  listed,
  minutesInWords,
  plainLabel,
  quoted,
  type Section,
} from './words.ts';

const GROUPS: Record<SourceGroup, { who: string; one: string }> = {
  enquiry: { who: 'Somebody asked (forms, chats, meetings, ads)', one: 'an enquiry' },
  by_user: { who: 'A colleague entered it (by hand, from logged e-mail)', one: 'entered by a colleague' },
  bulk: { who: 'Imports, syncs, other apps and everything else', one: 'an import' },
};
const ASSIGN: Record<SourceSettings['assign'], string> = {
  route: 'goes to the right person',
  keep: 'stays with the user who created it',
  ownerless: 'goes to somebody only if it has no active owner',
};

/** What becomes of a lead by where it came from. */
export function sourcesSection({ sources }: PolicyDocument): Section {
  const moved = Object.entries(sources.moved);
  const line = (group: SourceGroup) => {
    const { assign, task, sla, threshold, lane } = sources[group];
    const terms = [
      task ? 'makes a task' : 'makes no task',
      sla ? 'the clock runs' : 'no clock runs',
      threshold ? 'a person gets it only from the score below' : 'its score does not matter',
      lane === 'fresh' ? 'it is looked at first' : 'it is looked at after the others and never waits for facts',
    ];
    return `${GROUPS[group].who}: ${ASSIGN[assign]}; it ${listed(terms, 'and', String)}.`;
  };
  return {
    title: 'Where a lead comes from',
    lines: [
      line('enquiry'),
      line('by_user'),
      line('bulk'),
      ...firstLines(moved, ([source, group]) => `${source} counts as ${GROUPS[group].one}.`),
    ],
  };
}

/** When a person takes over. */
export function triggerSection({ trigger }: PolicyDocument): Section {
  const { threshold, alwaysRouted, alwaysNurtured, uncertainBelow, qualifiedFrom } = trigger;
  return {
    title: 'When a person takes over',
    lines: [
      `From a score of ${threshold} (of 100).`,
      ...(alwaysRouted.length === 0 ? [] : [`Whatever the score: ${intents(alwaysRouted)}.`]),
      ...(alwaysNurtured.length === 0
        ? []
        : [
            `Never, whatever the score: ${intents(alwaysNurtured)}; but who booked a meeting, asks about personal data, comes back to an active owner or is routed by hand always reaches a person.`,
          ]),
      uncertainBelow === 0
        ? 'Messages that are hard to understand are judged by their score alone.'
        : `A message whose intent is less than ${percent(uncertainBelow)} certain is shown to a person.`,
      `A buyer counts as qualified from a score of ${qualifiedFrom}.`,
    ],
  };
}

const CLAIMS = {
  contactOwner: "The contact's owner",
  duplicateOwner: 'The owner of another record of the same person',
  companyOwner: "The company's owner",
  previousOwner: 'Who had the last handoff of this contact',
} as const;

/** Who has a claim on a lead before any pool. */
export function stickinessSection({ stickiness }: PolicyDocument): Section {
  const lines = (['contactOwner', 'duplicateOwner', 'companyOwner', 'previousOwner'] as const).map((claim) => {
    const { enabled, whenAway, whenInactive } = stickiness[claim];
    const just = claim === 'contactOwner' ? ', except that a contact just created stays with its owner' : '';
    if (!enabled) return `${CLAIMS[claim]}: has no claim (switched off)${just}.`;
    const away = whenAway === 'keep' ? 'also while away or out of office' : 'but not while away or out of office';
    const inactive =
      whenInactive === 'fallback'
        ? "when deactivated in HubSpot, the default pool's fallback person gets it"
        : 'when deactivated in HubSpot, the next in line is asked';
    const exception = whenAway === 'keep' ? '' : just;
    return `${CLAIMS[claim]}: gets it, ${away}${exception}; ${inactive}.`;
  });
  return { title: 'Who already knows the lead', lines };
}

/** What is to be done after the first step. */
export function followUpSection({ followUp = [], pools }: PolicyDocument): Section {
  const own = pools.filter((pool) => pool.followUp !== undefined);
  return {
    title: 'Further tasks',
    lines: [
      `Once its owner has accepted a lead or acted on it: ${stepsInWords(followUp)}.`,
      ...firstLines(own, (pool) => `In the pool ${quoted(pool.name)}: ${stepsInWords(pool.followUp ?? [])}.`),
    ],
  };
}

function stepsInWords(steps: readonly FollowUpStep[]): string {
  if (steps.length === 0) return 'no further tasks';
  return listed(steps, 'and', ({ afterDays, say }) => `after ${countOf(afterDays, 'day')}: ${quoted(cut(say, 80))}`);
}

/** How soon somebody must act. */
export function slaSection({ sla, segments = {} }: PolicyDocument, naming: Naming): Section {
  return {
    title: 'How soon a person must act',
    lines: [
      capitalised(`${within(sla.minutes)}.`),
      ...firstLines(
        Object.entries(sla.byPool),
        ([pool, minutes]) => `In the pool ${quoted(pool)}: ${within(minutes)}.`,
      ),
      ...firstLines(Object.entries(sla.bySegment ?? {}), ([name, minutes]) => {
        const when = segments[name];
        const who = when === undefined ? '' : `, which is when ${conditionInWords(when, naming)}`;
        return `For ${quoted(name)}: ${within(minutes)}${who}; if the pool says less, that counts.`;
      }),
      sla.clock === 'working_hours'
        ? "The clock runs in the owner's working hours, around the clock where they are unknown."
        : 'The clock runs day and night.',
      ...(sla.accept === undefined ? [] : [`Somebody must accept it ${within(sla.accept)}.`]),
      ...breachLines(onBreachOf(sla)),
      ...(sla.handOnLeaveHours === undefined
        ? []
        : [
            `What nobody has accepted goes to others when its owner is out of office for ${countOf(sla.handOnLeaveHours, 'hour')} or more.${sla.giveBackAfterLeave === true ? ' What nobody has accepted by then goes back when the leave is over.' : ''}`,
          ]),
    ],
  };
}

const RESORTS: Record<OnBreach['lastResorts'][number], string> = {
  overflow: 'to the overflow pool',
  manager: 'to the manager',
  fallback: 'to the fallback person',
};

function breachLines({ remindAtPercent, reroutes, lastResorts, awayMinutes }: OnBreach): string[] {
  const onward = listed(lastResorts, 'or', (resort) => RESORTS[resort]);
  const last = lastResorts.length === 0 ? 'it stays where it is and is shown as an exception' : `it goes ${onward}`;
  return [
    ...(remindAtPercent === null ? [] : [`The owner is reminded when ${remindAtPercent} % of the time is gone.`]),
    reroutes === 0
      ? `When nobody acts in time, ${last}.`
      : `When nobody acts in time, it goes on to the next person who may have it, up to ${countOf(reroutes, 'time')}; then ${last}.`,
    ...(awayMinutes === null ? [] : [`Who lets one lapse gets no leads for ${countOf(awayMinutes, 'minute')}.`]),
  ];
}

const FACTS: Record<WaitableFact, string> = {
  company: 'the company',
  hs_analytics_source: 'the traffic source',
  ip_country: "the visitor's country",
};

/** What a new lead waits for. */
export function waitingSection({ waitForFacts: { ms, facts, forCompanyOwner } }: PolicyDocument): Section {
  const never = ms === 0 || facts.length === 0;
  return {
    title: 'Waiting for facts',
    lines: [
      never
        ? 'A new lead is routed at once, with what is known by then.'
        : `A new lead waits up to ${countOf(ms / 1_000, 'second')} for ${listed([...new Set(facts)], 'or', (fact) => FACTS[fact])}, if that could change who gets it.`,
      forCompanyOwner && !never
        ? 'It also waits for who owns the company.'
        : 'It does not wait for who owns the company; if that turns out within a minute, the lead moves quietly.',
    ],
  };
}

/** What moves a handoff that stands. */
export function onChangeSection(document: PolicyDocument): Section {
  const { reroute, hard } = onChangeOf(document);
  const soft = [...reroute].filter((field) => !hard.has(field));
  return {
    title: 'When facts change',
    lines: [
      'Within a minute of a decision a better answer replaces it quietly; a lead that waits is looked at again whatever changes.',
      soft.length === 0
        ? 'Afterwards no change moves a handoff that nobody has accepted.'
        : `Afterwards a handoff that nobody has accepted moves to whoever the lead then belongs to, if one of these changes: ${fields(soft)}.`,
      hard.size === 0
        ? 'No change takes it from somebody who has accepted it or acted on it.'
        : `It moves even from somebody who has accepted it or acted on it, if one of these changes: ${fields([...hard])}.`,
    ],
  };
}

function fields(names: readonly string[]): string {
  return listed(names, 'or', fieldInWords, names.length);
}

/** How turns are counted. */
export function balanceSection({ balance }: PolicyDocument): Section {
  const over = balance.span === 'portal' ? 'over all pools together' : 'in each pool by itself';
  return {
    title: 'Fair shares',
    lines: [
      `Everybody who could have had a lead is owed a share of it, by weight. This is counted ${over}.`,
      ...windowLines(balance.window),
      ...makeUpLines(balance.makeUp),
    ],
  };
}

function makeUpLines(makeUp: PolicyDocument['balance']['makeUp']): string[] {
  if (makeUp?.missed !== 'capped') return [];
  const most = `${countOf(makeUp.maxLeads, 'lead')} at most`;
  return [`Who was away or out of office counts double afterwards until the missed share is made up, ${most}.`];
}

function windowLines(window: BalanceWindow | undefined): string[] {
  if (window === undefined || window === 'never') return [];
  if (typeof window === 'string') return [`At the start of each ${window} everybody begins anew, owed nothing.`];
  const after = window.rollingDays === 1 ? 'on the next' : `after ${countOf(window.rollingDays, 'day')}`;
  return [`A lead counts in full on its day, then less every day, and no more ${after}.`];
}

/** The named lists, with their first values. */
export function listsSection({ lists }: PolicyDocument): Section {
  return {
    title: 'Lists',
    lines: firstLines(Object.entries(lists), ([name, values]) =>
      values.length === 0 ? `${quoted(name)}: empty.` : `${quoted(name)}: ${listed(values, 'and', listValue)}.`,
    ),
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function intents(labels: readonly string[]): string {
  return listed(labels, 'and', plainLabel, labels.length);
}

function within(minutes: Partial<Record<'high' | 'normal' | 'low', number>>): string {
  const set = (['high', 'normal', 'low'] as const).flatMap((urgency) => {
    const value = minutes[urgency];
    return value === undefined ? [] : [`${minutesInWords(value)} when urgency is ${urgency}`];
  });
  return set.length === 0 ? 'as everywhere' : `within ${listed(set, 'and', String)}`;
}

function listValue(value: string | number): string {
  return cut(valueInWords('contact.', value, String), 80);
}
