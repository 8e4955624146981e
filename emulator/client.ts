import { z } from 'zod';
import {
  contactsAnswer,
  faultListAnswer,
  portalsAnswer,
  propertiesAnswer,
  recordAnswer,
  webhooksAnswer,
} from './browse-api.ts';
import {
  createContactsAnswer,
  faultsAnswer,
  fetchAnswer,
  logActivityAnswer,
  mergeAnswer,
  quirksAnswer,
  requestsAnswer,
  sendFormAnswer,
  stateAnswer,
  type ActOnContactRequest,
  type CreateContactsRequest,
  type EditRequest,
  type EditTaskRequest,
  type EditUserRequest,
  type FaultsRequest,
  type FetchRequest,
  type LogActivityRequest,
  type MergeRequest,
  type SeedRequest,
  type SendFormRequest,
  type SubmitRequest,
} from './control-api.ts';
import type { Quirks } from './quirks.ts';

/** A busy machine may take its time over the state of ten thousand contacts. */
const TIMEOUT_MS = 60_000;

/** The control API as functions, for tests, demo and benchmarks. Each throws when the emulator refuses. */
export function controlClient(emulatorUrl: string) {
  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${emulatorUrl}/_emulator${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${reasonIn(text) ?? text.slice(0, 300)} (${method} ${path} answered ${response.status})`);
    return JSON.parse(text);
  }
  async function ask<S extends z.ZodType>(schema: S, method: string, path: string, body?: unknown) {
    return schema.parse(await call(method, path, body));
  }
  return {
    reset: () => call('POST', '/reset'),
    seed: (request: SeedRequest) => call('POST', '/seed', request),
    createContacts: (request: CreateContactsRequest) => ask(createContactsAnswer, 'POST', '/contacts', request),
    submit: (id: string, request: SubmitRequest) => call('POST', `/contacts/${id}/submit`, request),
    edit: (id: string, request: EditRequest) => call('PATCH', `/contacts/${id}`, request),
    editCompany: (id: string, request: EditRequest) => call('PATCH', `/companies/${id}`, request),
    editUser: (userId: number, request: EditUserRequest) => call('PATCH', `/users/${userId}`, request),
    remove: (id: string, request: ActOnContactRequest) => call('DELETE', `/contacts/${id}`, request),
    restore: (id: string, request: ActOnContactRequest) => call('POST', `/contacts/${id}/restore`, request),
    privacyDelete: (id: string, request: ActOnContactRequest) =>
      call('POST', `/contacts/${id}/privacy-delete`, request),
    merge: (id: string, request: MergeRequest) => ask(mergeAnswer, 'POST', `/contacts/${id}/merge`, request),
    uninstall: (portalId: number) => call('POST', '/uninstall', { portalId }),
    editTask: (taskId: string, request: EditTaskRequest) => call('PATCH', `/tasks/${taskId}`, request),
    logActivity: (request: LogActivityRequest) => ask(logActivityAnswer, 'POST', '/activities', request),
    sendForm: (request: SendFormRequest) => ask(sendFormAnswer, 'POST', '/forms', request),
    faults: (faults: FaultsRequest['faults']) => ask(faultsAnswer, 'POST', '/faults', { faults }),
    clearFaults: () => call('DELETE', '/faults'),
    removeFault: (id: number) => call('DELETE', `/faults/${id}`),
    armedFaults: () => ask(faultListAnswer, 'GET', '/faults'),
    quirks: (settings: Partial<Quirks>) => ask(quirksAnswer, 'POST', '/quirks', settings),
    fetch: (request: FetchRequest) => ask(fetchAnswer, 'POST', '/fetch', request),
    state: (portalId: number) => ask(stateAnswer, 'GET', `/state?portalId=${portalId}`),
    requests: (portalId?: number, limit = 1_000) =>
      ask(requestsAnswer, 'GET', `/requests?limit=${limit}${portalId === undefined ? '' : `&portalId=${portalId}`}`),
    portals: () => ask(portalsAnswer, 'GET', '/portals'),
    contacts: (portalId: number, { limit = 50, search = '' } = {}) =>
      ask(contactsAnswer, 'GET', `/contacts?portalId=${portalId}&limit=${limit}&search=${encodeURIComponent(search)}`),
    record: (portalId: number, contactId: string) =>
      ask(recordAnswer, 'GET', `/contacts/${contactId}?portalId=${portalId}`),
    properties: (portalId: number) => ask(propertiesAnswer, 'GET', `/properties?portalId=${portalId}`),
    webhooks: (portalId: number, limit = 50) =>
      ask(webhooksAnswer, 'GET', `/webhooks?portalId=${portalId}&limit=${limit}`),
  };
}
/** What the emulator says of a request that it refuses, in its own words. */
function reasonIn(text: string): string | null {
  try {
    return z.object({ message: z.string() }).parse(JSON.parse(text)).message;
  } catch {
    return null;
  }
}

export type ControlClient = ReturnType<typeof controlClient>;

/**
 * What a person does in the browser: agrees (or not) on the consent page. Answers where HubSpot leads the browser next,
 * the app's callback with its code. Throws with the page's text when HubSpot does not lead on.
 */
export async function consent(
  authorizeUrl: string,
  person: { portalId: number; userId: number; decision?: 'grant' | 'deny' },
): Promise<string> {
  const { portalId, userId, decision = 'grant' } = person;
  const response = await fetch(authorizeUrl, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ portalId: String(portalId), userId: String(userId), decision }),
  });
  const text = await response.text();
  const location = response.headers.get('location');
  if (response.status === 302 && location !== null) return location;
  throw new Error(`HubSpot's consent page answered ${response.status}: ${text.replaceAll(/<[^>]+>/g, ' ').trim()}`);
}
