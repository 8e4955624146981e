import type { Directory } from '../hubspot/lead.ts';

/** What pages call the owner of this id; one whom HubSpot no longer shows goes by the number. */
export function ownerName(directory: Directory | null, ownerId: string): string {
  return directory?.people.find((person) => person.ownerId === ownerId)?.name || `Owner ${ownerId}`;
}

/** What pages call the HubSpot user of this id. */
export function userName(directory: Directory | null, userId: number): string {
  return directory?.people.find((person) => person.userId === userId)?.name || `User ${userId}`;
}
