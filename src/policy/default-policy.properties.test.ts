import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPolicy } from './checks/check-policy.ts';
import { defaultPolicy } from './default-policy.ts';

const WORDS =
  'Sales,Support,Customer Success,Enterprise,Marketing,North,South,Team,2,Strategic accounts,UK,UKI,Ireland,DACH,Germany,Deutschland,EMEA,Europe,EU,Iberia,Spain,Nordics,US,USA,Canada,North America,Americas,LATAM,APAC,ANZ,Asia,CEE,Benelux,&,__proto__'.split(
    ',',
  );
const teamName = fc.oneof(
  { weight: 9, arbitrary: fc.array(fc.constantFrom(...WORDS), { maxLength: 7 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: fc.string({ maxLength: 100 }) },
);
const portal = fc
  .record({
    names: fc.array(teamName, { maxLength: 12 }),
    people: fc.array(
      fc.record({ teams: fc.array(fc.nat(11), { maxLength: 4 }), active: fc.boolean(), superAdmin: fc.boolean() }),
      { maxLength: 20 },
    ),
  })
  .map(({ names, people }) => ({
    teams: names.map((name, n) => ({ teamId: String(n), name, ownerIds: [] })),
    // Without anybody who is there no policy can have somebody for a lead.
    people: [{ teams: [], active: true, superAdmin: false }, ...people].map(({ teams, ...person }, n) => ({
      ...person,
      ownerId: `o${n}`,
      userId: n,
      teamIds: teams.map(String),
    })),
  }));

describe('defaultPolicy', () => {
  it('may go live, whatever teams there are', () => {
    fc.assert(
      fc.property(portal, (directory) => {
        const document = defaultPolicy({ directory, installerOwnerId: null, timeZone: 'UTC' });
        const world = { people: directory.people.map((person) => ({ ...person, name: person.ownerId })) };
        expect(checkPolicy({ document, world }).filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
