import type { SeedRequest } from '../emulator/control-api.ts';
import { COMPANIES } from './sample-companies.ts';
import { seedUsers, TEAMS } from './sample-people.ts';

type SeedPortal = SeedRequest['portals'][number];

/** The sample company's account: who works there, whom it knows. `contacts` are older than the app. */
export function samplePortal(options: {
  portalId: number;
  nowMs: number;
  contacts: NonNullable<SeedPortal['contacts']>;
}): SeedPortal {
  return {
    portalId: options.portalId,
    timeZone: 'Europe/London',
    users: seedUsers(options.nowMs),
    teams: Object.values(TEAMS),
    companies: COMPANIES.map(({ companyId, name, domain, country, city, employees, industry, customer }) => ({
      companyId,
      properties: {
        name,
        domain,
        country,
        city,
        numberofemployees: String(employees),
        industry,
        lifecyclestage: customer ? 'customer' : 'lead',
      },
    })),
    contacts: options.contacts,
  };
}
