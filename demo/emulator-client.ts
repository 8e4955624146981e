import type { z } from 'zod';
import {
  createContactsAnswer,
  fetchAnswer,
  stateAnswer,
  type CreateContactsAnswer,
  type CreateContactsRequest,
  type EmulatorState,
  type FetchAnswer,
  type FetchRequest,
  type SeedRequest,
  type SubmitRequest,
} from '../emulator/control-api.ts';

/** The emulator said no to a request of ours; the message is its own. */
export class EmulatorRefused extends Error {}

/** The emulator's control endpoints with typed answers. Each method throws EmulatorRefused with the reason. */
export interface EmulatorClient {
  seed(request: SeedRequest): Promise<void>;
  createContacts(request: CreateContactsRequest): Promise<CreateContactsAnswer>;
  submitForm(contactId: string, request: SubmitRequest): Promise<void>;
  /** Calls the app as HubSpot's proxy does for a card: signed, on behalf of a user. */
  fetchAsUser(request: FetchRequest): Promise<FetchAnswer>;
  state(portalId: number): Promise<EmulatorState>;
}

export function createEmulatorClient(url: string): EmulatorClient {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/_emulator${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new EmulatorRefused(reasonIn(text) || `${method} ${path}: status ${answer.status}`);
    return text === '' ? null : JSON.parse(text);
  };
  const ask = async <S extends z.ZodType>(schema: S, ...request: Parameters<typeof call>): Promise<z.output<S>> =>
    schema.parse(await call(...request));
  return {
    seed: async (request) => void (await call('POST', '/seed', request)),
    createContacts: (request) => ask(createContactsAnswer, 'POST', '/contacts', request),
    submitForm: async (contactId, request) => void (await call('POST', `/contacts/${contactId}/submit`, request)),
    fetchAsUser: (request) => ask(fetchAnswer, 'POST', '/fetch', request),
    state: (portalId) => ask(stateAnswer, 'GET', `/state?portalId=${portalId}`),
  };
}

function reasonIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : null;
    return typeof message === 'string' ? message : text.slice(0, 300);
  } catch {
    return text.slice(0, 300);
  }
}
