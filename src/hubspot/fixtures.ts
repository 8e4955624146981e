import type { Person } from './lead.ts';

/** For tests: somebody who is there, of whom HubSpot tells nothing else. */
export function person(ownerId: string, changes: Partial<Person> = {}): Person {
  return {
    ownerId,
    userId: null,
    email: `${ownerId}@firm.example`,
    name: ownerId,
    active: true,
    superAdmin: false,
    availability: 'available',
    timeZone: null,
    workingHours: null,
    outOfOffice: [],
    languages: [],
    teamIds: [],
    meetingLink: null,
    ...changes,
  };
}
