import type { Directory } from '../../hubspot/lead.ts';
import { missingScopes, WITHOUT_SCOPE, type Scope } from '../../install/scopes.ts';
import { KEPT_DAYS } from '../../install/suspend.ts';
import type { PolicyDocument } from '../../policy/schema.ts';
import type { OpenException } from '../../store/tables/exceptions.ts';
import type { PortalFacts } from '../../store/tables/portals.ts';
import type { Settings } from '../contract/index.ts';
import { propertiesCheck } from './properties-check.ts';
import { count, minuteOf } from './words.ts';
import { writesCheck } from './writes-check.ts';

type Check = Settings['health'][number];

/** Everything that tells how Baton is doing in an account, read from Postgres. */
export interface HealthFacts {
  portal: PortalFacts;
  /** null: never read. */
  directory: Directory | null;
  policy: { version: number; document: PolicyDocument } | null;
  /** Open exceptions of the set-up and of properties. */
  problems: readonly OpenException[];
  /** How many exceptions are open, by kind. */
  openByKind: ReadonlyMap<string, number>;
  /** Leads put aside after too many failed tries. */
  deadLetters: number;
  now: Date;
}

/** What an admin should know of how Baton is doing, each with what to do. Pure. */
export function healthOf(facts: HealthFacts): Check[] {
  return [
    connectionCheck(facts),
    scopesCheck(facts),
    propertiesCheck(facts.problems),
    peopleCheck(facts),
    policyCheck(facts),
    cardCheck(facts),
    writesCheck(facts),
  ];
}

function connectionCheck({ portal: { status, limitedUntil }, now }: HealthFacts): Check {
  const check = 'connection';
  if (status !== 'active') {
    const sentence =
      "HubSpot has withdrawn Baton's access to this account, so nothing is routed. Install Baton again; leads that waited go on then.";
    const details = [`What Baton has stored is deleted ${KEPT_DAYS} days after the withdrawal.`];
    return { check, state: 'broken', sentence, details };
  }
  if (limitedUntil !== null && limitedUntil > now) {
    const sentence = `HubSpot accepts no calls for this account until ${minuteOf(limitedUntil)}. Leads wait and go on by themselves; other apps may be using up the limit.`;
    return { check, state: 'attention', sentence, details: [] };
  }
  return { check, state: 'ok', sentence: 'Baton is connected to HubSpot.', details: [] };
}

function scopesCheck({ portal }: HealthFacts): Check {
  const check = 'scopes';
  const { required, optional } = missingScopes(portal.scopes);
  const details = [...required, ...optional].map((scope: Scope) => `${scope}: without it ${WITHOUT_SCOPE[scope]}.`);
  if (required.length > 0) {
    const sentence = `Baton was not granted ${count(required.length, 'permission')} that it cannot work without. Install it again and agree to them.`;
    return { check, state: 'broken', sentence, details };
  }
  if (optional.length > 0) {
    const sentence = `Baton works, but was not granted ${count(optional.length, 'permission')} that it can use. Install it again and agree to add them.`;
    return { check, state: 'attention', sentence, details };
  }
  return { check, state: 'ok', sentence: 'Baton was granted every permission it asks for.', details };
}

function peopleCheck({ directory, problems }: HealthFacts): Check {
  const check = 'people';
  const details = problems
    .filter(({ kind, subject }) => kind === 'install' && subject === 'directory')
    .map(({ sentence }) => sentence);
  const active = directory?.people.filter((person) => person.active).length ?? 0;
  if (directory === null || active === 0) {
    const sentence =
      'Baton knows nobody in this account who could get a lead. Check that HubSpot has users who may own contacts, then install Baton again.';
    return { check, state: 'broken', sentence, details };
  }
  const read = minuteOf(new Date(directory.fetchedAtMs));
  const sentence = `Baton knows ${active === 1 ? '1 person' : `${active} people`} who may get leads; they were last read on ${read}.`;
  return { check, state: 'ok', sentence, details };
}

function policyCheck({ policy, directory }: HealthFacts): Check {
  const check = 'policy';
  if (policy === null) {
    const sentence =
      'There is no policy yet, so nothing can be routed. It is written as soon as the people of this account can be read.';
    return { check, state: 'broken', sentence, details: [] };
  }
  const active = new Set(directory?.people.filter((person) => person.active).map(({ ownerId }) => ownerId));
  const deserted = policy.document.pools.filter(({ members }) => !members.some(({ ownerId }) => active.has(ownerId)));
  if (deserted.length > 0) {
    const sentence = `Version ${policy.version} of the policy is in force, but ${count(deserted.length, 'pool')} ${deserted.length === 1 ? 'has' : 'have'} nobody who is active in HubSpot. Add people, or send these leads elsewhere.`;
    return { check, state: 'attention', sentence, details: deserted.slice(0, 50).map(({ name }) => name) };
  }
  return { check, state: 'ok', sentence: `Version ${policy.version} of the policy is in force.`, details: [] };
}

function cardCheck({ portal: { cardSeenAt } }: HealthFacts): Check {
  const check = 'card';
  if (cardSeenAt === null) {
    const sentence =
      'Nobody has opened the card yet. An admin adds it to the contact record: Customize > Card library > App.';
    return { check, state: 'attention', sentence, details: [] };
  }
  const sentence = `The card is in use; it was last seen open on ${cardSeenAt.toISOString().slice(0, 10)}.`;
  return { check, state: 'ok', sentence, details: [] };
}
