import { z } from 'zod';
import type { Lane } from '../policy/taxonomy.ts';
import { accountInfo } from './answers.ts';
import { createCompanyCache, type CompanyCache } from './company-cache.ts';
import { searchChangedOwners, type FoundOwner } from './changed-owners.ts';
import { searchEnquiries, type FoundEnquiry } from './enquiries.ts';
import { readLeads, readOwners, type LeadsRead, type ReadOptions } from './leads.ts';
import type { Directory, OwnerChange, PropertyCatalogue } from './lead.ts';
import { changeList, onListSince, type ListChange, type ListChanged } from './lists.ts';
import { createMissingProperties, type MissingProperties } from './missing-properties.ts';
import { paceMs } from './pace.ts';
import { readCatalogue } from './property-catalogue.ts';
import { ensureProperties, type PropertySetup } from './property-setup.ts';
import { readDirectory } from './read-directory.ts';
import { readNotes, type NoteRecord } from './notes.ts';
import { enrol, enrolmentOf, type Enrolment } from './sequences.ts';
import { createTasks, readTasks, tasksOfContact, type TaskRecord } from './tasks.ts';
import { createTransport, type Transport, type TransportOptions } from './transport.ts';
import { apiPath } from './versions.ts';
import { writeBatches, type WriteResult } from './writes.ts';

export type { WriteResult } from './writes.ts';

type Properties = Readonly<Record<string, string>>;

export interface HubSpot {
  forPortal(portalId: number, lane: Lane): HubSpotPortal;
  /** How many milliseconds a batch of so many calls had better wait, so that a busy portal's calls last (pace.ts). */
  paceMs(portalId: number, calls: number): Promise<number>;
}

/**
 * What Baton does in one HubSpot account. Reads throw typed errors (RateLimited, HubSpotUnavailable, MissingScope,
 * GrantRevoked ...); writes answer per input and throw only what did not come from HubSpot.
 */
export interface HubSpotPortal {
  /**
   * Contacts with owner history and company, by the id asked for; the answer also says which of the absent are gone and of
   * which HubSpot said nothing.
   */
  readLeads(contactIds: readonly string[], options?: ReadOptions): Promise<LeadsRead>;
  readOwners(
    contactIds: readonly string[],
  ): Promise<Map<string, { ownerId: string | null; history: readonly OwnerChange[] }>>;
  /** Safe to repeat. Properties that the portal does not have are left out. Key: contact id. */
  updateContacts(inputs: readonly { contactId: string; properties: Properties }[]): Promise<Map<string, WriteResult>>;
  /** Not safe to repeat: after OutcomeUnknown look for the mark first. Key: mark. */
  createTasks(
    inputs: readonly { mark: string; contactId: string; properties: Properties }[],
  ): Promise<Map<string, WriteResult>>;
  /** Safe to repeat. Key: task id. */
  updateTasks(inputs: readonly { taskId: string; properties: Properties }[]): Promise<Map<string, WriteResult>>;
  tasksOfContact(contactId: string): Promise<readonly TaskRecord[]>;
  /** Tasks by id; those that a person has deleted are `gone`. */
  readTasks(taskIds: readonly string[]): Promise<{ tasks: ReadonlyMap<string, TaskRecord>; gone: ReadonlySet<string> }>;
  /** Notes by contact id, without what they say; who has none is absent. */
  readNotes(contactIds: readonly string[]): Promise<ReadonlyMap<string, readonly NoteRecord[]>>;
  /** Who was created or asked something in that time; null: more than HubSpot shows of one search. Epoch milliseconds. */
  searchEnquiries(time: { fromMs: number; untilMs: number }): Promise<FoundEnquiry[] | null>;
  /** Owners of contacts with an open handoff that were changed in a span of time, by search. */
  searchChangedOwners(time: { fromMs: number; untilMs: number }): Promise<FoundOwner[]>;
  /** Answers a workflow or agent that waits. Safe to repeat: HubSpot counts the first. */
  completeCallback(callbackId: string, outputFields: Properties): Promise<void>;
  /** Safe to repeat; throws as reads do. */
  changeList(change: ListChange): Promise<ListChanged>;
  /** Epoch milliseconds; null: the contact is not on the list. */
  onListSince(which: { listId: string; contactId: string }): Promise<number | null>;
  /** Not safe to repeat: after OutcomeUnknown ask `enrolmentOf` first. Answers the enrolment's id; throws as reads do. */
  enrol(enrolment: Enrolment): Promise<string>;
  /** The id; null: the contact is in no sequence. */
  enrolmentOf(contactId: string): Promise<string | null>;
  /** `known`: the one read before, for what can be done without when HubSpot does not answer. */
  readDirectory(known?: Directory | null): Promise<Directory>;
  accountDetails(): Promise<{ timeZone: string; uiDomain: string }>;
  ensureProperties(): Promise<PropertySetup>;
  readCatalogue(): Promise<PropertyCatalogue>;
}

/** Access to HubSpot for all portals. Keeps no connection of its own; what it remembers per portal is only a cache. */
export function createHubSpot(options: Omit<TransportOptions, 'portalId' | 'lane'>): HubSpot {
  const remembered = new Map<number, { companies: CompanyCache; missing: MissingProperties }>();
  return {
    paceMs: async (portalId, calls) => paceMs(await options.budget.outlook(portalId), calls),
    forPortal(portalId, lane) {
      const memory = remembered.get(portalId) ?? {
        companies: createCompanyCache(),
        missing: createMissingProperties(),
      };
      remembered.set(portalId, memory);
      return portalAccess({ transport: createTransport({ ...options, portalId, lane }), ...memory });
    },
  };
}

function portalAccess(deps: {
  transport: Transport;
  companies: CompanyCache;
  missing: MissingProperties;
}): HubSpotPortal {
  const { transport, missing } = deps;
  return {
    readLeads: (contactIds, options) => readLeads(deps, contactIds, options),
    readOwners: (contactIds) => readOwners(transport, contactIds),
    updateContacts: (inputs) =>
      missing.leaveOut(
        inputs.map(({ contactId, properties }) => ({ id: contactId, properties })),
        (batch) => update('contacts', batch),
      ),
    createTasks: (inputs) => createTasks(transport, inputs),
    updateTasks: (inputs) =>
      update(
        'tasks',
        inputs.map(({ taskId, properties }) => ({ id: taskId, properties })),
      ),
    tasksOfContact: (contactId) => tasksOfContact(transport, contactId),
    readTasks: (taskIds) => readTasks(transport, taskIds),
    readNotes: (contactIds) => readNotes(transport, contactIds),
    searchEnquiries: (time) => searchEnquiries(transport, time),
    searchChangedOwners: (time) => searchChangedOwners(transport, time),
    async completeCallback(callbackId, outputFields) {
      await transport.send({
        operation: 'automation.complete_callback',
        method: 'POST',
        path: apiPath('actionCallbacks', `/${encodeURIComponent(callbackId)}/complete`),
        body: { outputFields, typedOutputs: {} },
        effect: 'update',
        answer: z.unknown(),
      });
    },
    changeList: (change) => changeList(transport, change),
    onListSince: (which) => onListSince(transport, which),
    enrol: (enrolment) => enrol(transport, enrolment),
    enrolmentOf: (contactId) => enrolmentOf(transport, contactId),
    readDirectory: (known = null) => readDirectory(transport, known),
    readCatalogue: () => readCatalogue(transport),
    accountDetails: () =>
      transport.send({
        operation: 'account_info.details',
        method: 'GET',
        path: apiPath('accountInfo', '/details'),
        effect: 'read',
        answer: accountInfo,
      }),
    async ensureProperties() {
      const setup = await ensureProperties(transport);
      missing.forget();
      return setup;
    },
  };

  function update(type: 'contacts' | 'tasks', inputs: readonly { id: string; properties: Properties }[]) {
    return writeBatches(transport, {
      type,
      action: 'update',
      inputs: inputs.map((input) => ({ traceId: input.id, input })),
    });
  }
}
