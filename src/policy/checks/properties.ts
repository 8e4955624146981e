import type { Condition, Test } from '../condition-schema.ts';
import { conditionsOf, fieldsOf } from '../references.ts';
import type { PolicyDocument } from '../schema.ts';
import { nearest } from '../text/nearest.ts';
import { plain } from '../values.ts';
import { CLOSED_VALUES, DERIVED, OWN_FORM } from './closed-values.ts';
import type { Finding } from './finding.ts';
import { LAYERS } from './layers.ts';
import type { World } from './world.ts';

type Path = readonly (string | number)[];

/**
 * Properties that the account does not have, values outside their options, and properties whose change Baton does not hear of.
 * Each property that is not heard of is told once, where it is first named.
 */
export function propertyFindings(document: PolicyDocument, world: World): Finding[] {
  const findings: Finding[] = [];
  const silent = new Set<string>();
  for (const asked of conditionsOf(document)) {
    if (isSwitchedOff(document, asked.path)) continue;
    for (const { test, path } of placedTests(asked.when, asked.path)) {
      const unusable = test.operator === 'WITHIN' ? null : unusableField(test.field, world);
      if (unusable !== null) {
        findings.push({ ...unusable, path: [...path, 'field'] });
        continue;
      }
      const options = test.operator === 'WITHIN' ? null : propertyOf(test.field, world)?.options;
      findings.push(...unknownValues(test, path, options ?? CLOSED_VALUES.get(test.field)));
      for (const field of fieldsOf(test)) {
        if (isHeardOf(field, world) || silent.has(field)) continue;
        silent.add(field);
        findings.push(notSubscribed(field, path));
      }
    }
  }
  return [...findings, ...silentTriggers(document, world)];
}

/** What the policy waits to hear of and never will. */
function silentTriggers({ onChange }: PolicyDocument, world: World): Finding[] {
  return (['reroute', 'hard'] as const).flatMap((kind) =>
    (onChange?.[kind] ?? []).flatMap((field, index): Finding[] => {
      if (field === 'contact.associatedcompanyid' || isHeardOf(field, world)) return [];
      const { subscribed } = world;
      const near = nearest(field, [
        ...(subscribed?.contact ?? []).map((name) => `contact.${name}`),
        ...(subscribed?.company ?? []).map((name) => `company.${name}`),
      ]);
      return [
        {
          rule: 'silent_trigger',
          severity: 'error',
          path: ['onChange', kind, index],
          message: `is "${field}", of whose changes HubSpot tells Baton nothing, so it never moves a handoff`,
          proposal: near === null ? 'leave it out' : `did you mean ${near}?`,
        },
      ];
    }),
  );
}

/** A rule may be; segments never are. */
function isSwitchedOff(document: PolicyDocument, [layer, index]: Path): boolean {
  return LAYERS.some((one) => one === layer && document[one][Number(index)]?.enabled === false);
}

/** What is known of a property of the portal; null: nothing. */
function propertyOf(field: string, { properties }: World) {
  const [space = '', name = ''] = field.split('.');
  const known = space === 'contact' ? properties?.contact : space === 'company' ? properties?.company : undefined;
  if (known === undefined || OWN_FORM.has(field)) return null;
  const entry = known.get(name);
  return {
    isKnown: entry !== undefined,
    isFreeText: entry === 'free_text',
    options: entry === 'free_text' ? undefined : (entry ?? undefined),
    others: [...known].flatMap(([other, of]) => (of === 'free_text' ? [] : [`${space}.${other}`])),
  };
}

/** What is wrong with a field that never has a value as rules see it; null: nothing. */
function unusableField(field: string, world: World): Omit<Finding, 'path'> | null {
  if (/^(?:contact|company)\.baton_/.test(field)) {
    return {
      rule: 'never_seen',
      severity: 'error',
      message: `is "${field}", which Baton itself writes when it has decided`,
      proposal: 'use assessment.score, assessment.intent and their like',
    };
  }
  const property = propertyOf(field, world);
  if (property?.isKnown === false) return unknownProperty(field, property.others);
  if (property?.isFreeText !== true) return null;
  return {
    rule: 'never_seen',
    severity: 'error',
    message: `is "${field}", which holds whatever somebody types; no rule may look into a stranger's words`,
    proposal: 'use assessment.intent and its like',
  };
}

function isHeardOf(field: string, { subscribed }: World): boolean {
  const [space, name = ''] = field.split('.');
  if (subscribed === undefined || (space !== 'contact' && space !== 'company')) return true;
  return subscribed[space].includes(space === 'contact' ? (DERIVED.get(name) ?? name) : name);
}

function unknownProperty(field: string, others: readonly string[]): Omit<Finding, 'path'> {
  const near = nearest(field, others);
  return {
    rule: 'unknown_property',
    severity: 'error',
    message: `is "${field}", which this account does not have`,
    proposal: near === null ? 'make the property in HubSpot first' : `did you mean ${near}?`,
  };
}

function unknownValues(test: Test, path: Path, options: readonly string[] | undefined): Finding[] {
  if (options === undefined) return [];
  const known = new Set(options.map(plain));
  const wrong = (value: string | number | boolean, at: Path): Finding[] => {
    if (known.has(plain(value))) return [];
    const near = nearest(String(value), options);
    const proposal = near === null ? `one of ${options.slice(0, 10).join(', ')}` : `did you mean ${near}?`;
    return [
      {
        rule: 'unknown_value',
        severity: 'warning',
        path: at,
        message: `is "${String(value)}", which ${test.field} never has`,
        proposal,
      },
    ];
  };
  if (test.operator === 'EQ' || test.operator === 'NEQ') return wrong(test.value, [...path, 'value']);
  if (test.operator !== 'IN' && test.operator !== 'NOT_IN') return [];
  return (test.values ?? []).flatMap((value, index) => wrong(value, [...path, 'values', index]));
}

function notSubscribed(field: string, path: Path): Finding {
  return {
    rule: 'not_subscribed',
    severity: 'hint',
    path: [...path, 'field'],
    message: `is "${field}": HubSpot does not tell Baton when it changes, so a later change routes nobody again`,
    proposal: 'where that matters, add Baton\'s workflow action "Route" to a workflow that starts when it changes',
  };
}

function placedTests(condition: Condition, path: Path): { test: Test; path: Path }[] {
  if ('all' in condition) return condition.all.flatMap((one, n) => placedTests(one, [...path, 'all', n]));
  if ('any' in condition) return condition.any.flatMap((one, n) => placedTests(one, [...path, 'any', n]));
  if ('not' in condition) return placedTests(condition.not, [...path, 'not']);
  return [{ test: condition, path }];
}
