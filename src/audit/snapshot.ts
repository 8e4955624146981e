import { z } from 'zod';
import type { RawLead, Directory, Person } from '../hubspot/lead.ts';
import { sourceUser } from '../hubspot/source-user.ts';
import { assessmentFacts, type Assessment } from '../agents/assessment.ts';
import type { Enquiry } from '../mailbox/enquiry.ts';
import type { CreditState, DecisionInput, OpenHandoff, PersonState } from '../policy/input.ts';
import type { Lane } from '../policy/taxonomy.ts';
import { openForContact } from '../store/tables/contact-keys.ts';
import { sha256 } from './receipts.ts';

/** How much each person has on their hands, counted inside the deciding transaction. */
export interface Workload {
  openHandoffs: number;
  assigned: { hour: number; day: number; week: number };
}

export const IDLE: Workload = { openHandoffs: 0, assigned: { hour: 0, day: 0, week: 0 } };

/**
 * Puts together the one value that a decision may depend on, and that is stored (encrypted) as its snapshot. Pure.
 */
export function snapshotOf(options: {
  portalId: number;
  portalTimeZone: string;
  now: Date;
  lane: Lane;
  raw: RawLead;
  assessment: Assessment;
  enquiry: Enquiry;
  enquiryId: string;
  installedAt: Date;
  /** The owner to decide by: before Baton's own write, where a decision of a minute ago is looked at again. */
  ownerId: string | null;
  duplicateOf: { contactId: string; ownerId: string | null } | null;
  openHandoff: OpenHandoff | null;
  previousOwnerId: string | null;
  directory: Directory;
  workloads: ReadonlyMap<string, Workload>;
  credits: readonly CreditState[];
}): DecisionInput {
  const { raw, assessment, enquiry, now, directory } = options;
  return {
    now: now.toISOString(),
    portalId: options.portalId,
    portalTimeZone: options.portalTimeZone,
    arm: armOf(options.portalId, raw.contactId),
    enquiry: {
      enquiryId: options.enquiryId,
      kind: enquiry.kind === 'nothing' ? 'change' : enquiry.kind,
      source: enquiry.source,
      creatorOwnerId: creatorOf(enquiry, directory.people),
      lane: options.lane,
      occurredAt: new Date(enquiry.occurredAtMs).toISOString(),
      ageMs: Math.max(0, now.getTime() - enquiry.occurredAtMs),
    },
    contact: {
      contactId: raw.contactId,
      ownerId: options.ownerId,
      olderThanInstall: Date.parse(raw.createdAt) < options.installedAt.getTime(),
      facts: assessment.clean.facts,
    },
    company: assessment.clean.company,
    assessment: assessmentFacts(assessment),
    duplicateOf: options.duplicateOf,
    openHandoff: options.openHandoff,
    previousOwnerId: options.previousOwnerId,
    people: directory.people.map((person) => personState(person, options.workloads.get(person.ownerId) ?? IDLE)),
    credits: options.credits,
  };
}

/** Stable 0-99 of portal and contact. */
export function armOf(portalId: number, contactId: string): number {
  return sha256(`${portalId}:${contactId}`).readUInt32BE(0) % 100;
}

/** A person as decisions see them. */
export function personState(person: Person, workload: Workload): PersonState {
  return {
    ownerId: person.ownerId,
    userId: person.userId,
    active: person.active,
    availability: person.availability,
    timeZone: person.timeZone,
    workingHours: person.workingHours,
    outOfOffice: person.outOfOffice,
    ...(person.override === undefined ? {} : { override: person.override }),
    ...(person.holidays === undefined ? {} : { holidays: person.holidays }),
    languages: person.languages,
    openHandoffs: workload.openHandoffs,
    assigned: workload.assigned,
  };
}

function creatorOf(enquiry: Enquiry, people: readonly Person[]): string | null {
  const userId = sourceUser(enquiry.source, enquiry.sourceId);
  return userId === null ? null : (people.find((person) => person.userId === userId)?.ownerId ?? null);
}

/** A stored input as it was when it was decided by. `key`: the contact's. */
export function openSnapshot(key: Buffer, sealed: Buffer): DecisionInput {
  return snapshotSchema.parse(openForContact(key, sealed));
}

/** Written by us from a DecisionInput and bound by the receipt; only its presence is checked here. */
const snapshotSchema = z.custom<DecisionInput>(
  (value) => typeof value === 'object' && value !== null && 'enquiry' in value,
);
