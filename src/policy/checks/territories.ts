import { conditionsOf, territoriesOf } from '../references.ts';
import type { PolicyDocument } from '../schema.ts';
import type { Area } from '../territories/schema.ts';
import { isCountry, stateCode } from '../territories/subdivisions.ts';
import { nearest } from '../text/nearest.ts';
import type { Finding } from './finding.ts';

type Path = readonly (string | number)[];

/** Territories that no rule names, and countries and states that do not exist, so that no lead would lie there. */
export function territoryFindings(document: PolicyDocument): Finding[] {
  const used = new Set(conditionsOf(document).flatMap(({ when }) => territoriesOf(when)));
  return Object.entries(document.territories ?? {}).flatMap(([name, areas]) => [
    ...(used.has(name) ? [] : [unused(name, used)]),
    ...areas.flatMap((area, index) => unknownPlaces(area, ['territories', name, index])),
  ]);
}

function unused(name: string, used: ReadonlySet<string>): Finding {
  const twin = nearest(name, used);
  return {
    rule: 'unused_territory',
    severity: 'warning',
    path: ['territories', name],
    message: twin === null ? 'is named by no rule' : `is named by no rule, but "${twin}", which is spelt nearly so, is`,
    proposal: twin === null ? 'remove it' : 'check which one is meant',
  };
}

function unknownPlaces({ countries, states = [] }: Area, path: Path): Finding[] {
  const [country = ''] = countries;
  return [
    ...countries.flatMap((code, n) => {
      if (isCountry(code)) return [];
      const proposal = code.toUpperCase() === 'UK' ? 'did you mean GB?' : 'use the two letters of ISO 3166';
      return [unknown([...path, 'countries', n], `is "${code}", which is no country`, proposal)];
    }),
    ...states.flatMap((code, n) => {
      if (!isCountry(country) || stateCode(country, code) === code.toUpperCase()) return [];
      const message = `is "${code}", which is no state of ${country.toUpperCase()}`;
      return [unknown([...path, 'states', n], message, 'use the code of ISO 3166-2 without the country, such as CA')];
    }),
  ];
}

function unknown(path: Path, message: string, proposal: string): Finding {
  return { rule: 'unknown_place', severity: 'warning', path, message, proposal };
}
