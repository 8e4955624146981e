import type { PolicyDocument } from '../schema.ts';
import type { Finding } from './finding.ts';

/** Public holidays of a country or state of which none are known, so that every day there counts as a working day. */
export function holidayFindings(document: PolicyDocument, isKnown: (calendar: string) => boolean): Finding[] {
  const named = [
    ...document.pools.map(({ holidays }, index) => ({ calendar: holidays, path: ['pools', index, 'holidays'] })),
    ...Object.entries(document.people ?? {}).map(([ownerId, { holidays }]) => ({
      calendar: holidays,
      path: ['people', ownerId, 'holidays'],
    })),
  ];
  return named.flatMap(({ calendar, path }): Finding[] => {
    if (calendar === undefined || isKnown(calendar)) return [];
    const country = calendar.slice(0, 2);
    return [
      {
        rule: 'unknown_calendar',
        severity: 'warning',
        path,
        message: `is "${calendar}", of which no public holidays are known`,
        proposal:
          calendar !== country && isKnown(country)
            ? `use ${country}`
            : 'use a country such as DE, or a state such as DE-BY',
      },
    ];
  });
}
