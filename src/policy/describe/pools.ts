import type { Caps, Ramp } from '../pool-schema.ts';
import type { Pool, PolicyDocument } from '../schema.ts';
import { calendarInWords } from './people.ts';
import { capitalised, counted, countOf, cut, languageName, listed, quoted, type Section } from './words.ts';

/** Pools told one by one; of the others only the names and sizes would be left to say. */
const MOST_POOLS = 40;
const MOST_PEOPLE = 20;

type NameOf = (ownerId: string) => string;

/** A section for each pool. */
export function poolSections({ pools }: PolicyDocument, nameOf: NameOf): Section[] {
  const told = pools.slice(0, MOST_POOLS).map((pool) => poolSection(pool, nameOf));
  if (pools.length <= MOST_POOLS) return told;
  const more = `There are ${countOf(pools.length - MOST_POOLS, 'more pool')}.`;
  return [...told, { title: 'More pools', lines: [more] }];
}

function poolSection(pool: Pool, nameOf: NameOf): Section {
  const name = (ownerId: string) => cut(nameOf(ownerId), 80);
  const { label, managerOwnerId, fallbackOwnerId } = pool;
  const lines = [
    ...(label === '' ? [] : [`${capitalised(cut(label))}.`]),
    peopleLine(pool, name),
    `Each person gets ${capsInWords(pool.caps)}.`,
    managerOwnerId === null ? 'It has no manager.' : `Manager: ${name(managerOwnerId)}.`,
    standInLine(fallbackOwnerId ?? managerOwnerId, fallbackOwnerId === null, name),
    ...nobodyFree(pool),
    AFTER_HOURS[pool.afterHours],
    UNKNOWN_HOURS[pool.unknownHours],
    UNKNOWN_AVAILABILITY[pool.unknownAvailability],
    pool.languages.length === 0
      ? 'Languages: those of its people.'
      : `Languages: ${listed(pool.languages, 'and', languageName)}.`,
    LANGUAGE[pool.language],
    ...(pool.holidays === undefined
      ? []
      : [`Its people do not work on public holidays of ${calendarInWords(pool.holidays)}.`]),
  ];
  return { title: `Pool ${quoted(pool.name)}`, lines };
}

/** "People: Anna and Ben (weight 3)." */
export function peopleLine({ members }: Pool, name: NameOf): string {
  if (members.length === 0) return 'Nobody is in it.';
  const inWords = ({ ownerId, weight, ramp, caps }: Pool['members'][number]) => {
    const terms = [
      ...(weight === 1 ? [] : [weight === 0 ? 'none for now' : `weight ${counted(weight)}`]),
      ...(ramp === undefined || weight === 0 ? [] : [rampInWords(ramp)]),
      ...(caps === undefined ? [] : [capsInWords(caps)]),
    ];
    return terms.length === 0 ? name(ownerId) : `${name(ownerId)} (${terms.join(', ')})`;
  };
  return `People: ${listed(members, 'and', inWords, MOST_PEOPLE)}.`;
}

function rampInWords({ from, weeks, startPercent }: Ramp): string {
  return `none before ${from}, then ${startPercent}% of the weight, growing to all of it over ${countOf(weeks, 'week')}`;
}

function capsInWords({ hour, day, week, open }: Caps): string {
  const bounds = [
    hour === null ? null : `${counted(hour)} an hour`,
    day === null ? null : `${counted(day)} a day`,
    week === null ? null : `${counted(week)} a week`,
    open === null ? null : `${counted(open)} open at one time`,
  ].filter((bound) => bound !== null);
  return bounds.length === 0 ? 'any number of leads' : `at most ${listed(bounds, 'and', String)}`;
}

function standInLine(ownerId: string | null, isManager: boolean, name: NameOf): string {
  if (ownerId === null) return 'It has no fallback person.';
  return isManager ? 'Fallback person: the manager.' : `Fallback person: ${name(ownerId)}.`;
}

function nobodyFree({ whenNobodyFree, overflowPool }: Pool): string[] {
  const overflow = overflowPool === null ? null : quoted(overflowPool);
  const unused = overflow === null ? [] : [`The pool ${overflow} is named for overflow but not used.`];
  switch (whenNobodyFree) {
    case 'hold':
      return ['When nobody is free, leads wait; the oldest is given out first.', ...unused];
    case 'overflow':
      return [`When nobody is free, leads go to the pool ${overflow ?? 'named for overflow'}.`];
    case 'fallback':
      return ['When nobody is free, the fallback person gets the lead.', ...unused];
    default:
      return whenNobodyFree satisfies never;
  }
}

const AFTER_HOURS: Record<Pool['afterHours'], string> = {
  hold: 'While nobody is at work, leads wait.',
  assign:
    'While nobody is at work, leads are given out all the same; the clock starts when the day of their owner does.',
};
const UNKNOWN_HOURS: Record<Pool['unknownHours'], string> = {
  open: 'People without working hours in HubSpot count as at work at any time.',
  closed: 'People without working hours in HubSpot count as not at work.',
};
const UNKNOWN_AVAILABILITY: Record<Pool['unknownAvailability'], string> = {
  available: 'People whose status HubSpot does not tell count as available.',
  away: 'People whose status HubSpot does not tell count as away.',
};
const LANGUAGE: Record<Pool['language'], string> = {
  ignore: "The lead's language does not matter.",
  prefer: "People known not to speak the lead's language stand back if somebody else is free.",
  require: "People known not to speak the lead's language do not get it.",
};
