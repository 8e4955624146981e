import * as React from 'react';
import type { AppPageLocation, HostApi, Properties } from './contract.ts';

type Api = Pick<HostApi, 'context' | 'actions'>;
export const ApiContext = React.createContext<Api | null>(null);

/** Where the app page is; the page moves it, the extension's router looks. */
export const pageLocation = createPageLocation();

/** The globals of HubSpot's worker that lead to the page. */
export function workerApi(host: HostApi) {
  const level = (name: 'debug' | 'info' | 'warn' | 'error') => (data: unknown) =>
    host.log(name, typeof data === 'string' ? data : (JSON.stringify(data) ?? String(data)));
  pageLocation.set(host.pageLocation);
  return {
    logger: { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') },
    hsFetch: (url: string | URL, options: FetchInit = {}) => hubspotFetch(host, url, options),
    serverless: () => Promise.reject(new Error('Serverless functions are not part of this HubSpot.')),
    hsWorkerAPI: {
      useExtensionApi: useApi,
      useExtensionContext: () => useApi().context,
      useExtensionActions: () => useApi().actions,
      useAppPageLocation: pageLocation.use,
      fetchCrmProperties: (names: string[], onUpdate: (properties: Properties) => void) =>
        answering(() => crmProperties(host, names, onUpdate)),
      fetchAssociations: ({ toObjectType }: { toObjectType: string }) =>
        answering(async () => {
          const found = await host.associations(toObjectType);
          return { results: found.map((one) => ({ ...one, associationTypes: [] })), hasMore: false, nextOffset: 0 };
        }),
      fetchCrmSearch: () => answering(() => notHere('useCrmSearch')),
      fetchHubSpotApi: () => notHere('fetchHubSpotApi'),
      formatCrmProperties: ({ propertiesList }: { propertiesList: unknown }) =>
        Promise.resolve({ json: () => Promise.resolve(propertiesList) }),
    },
  };
}

interface FetchInit {
  method?: string;
  timeout?: number;
  body?: unknown;
  headers?: Headers | Record<string, string>;
}

async function hubspotFetch(host: HostApi, url: string | URL, options: FetchInit): Promise<Response> {
  const { headers, ...rest } = options;
  const plain = headers instanceof Headers ? Object.fromEntries(headers.entries()) : headers;
  const answer = await host.fetch(String(url), { ...rest, ...(plain === undefined ? {} : { headers: plain }) });
  // a Response of 204 must not have a body
  const body = answer.status === 204 ? null : answer.body;
  return new Response(body, { status: answer.status, headers: { 'Content-Type': 'application/json' } });
}

async function crmProperties(host: HostApi, names: string[], onUpdate: (properties: Properties) => void) {
  const { fetchCrmObjectProperties, onCrmPropertiesUpdate } = host.actions;
  if (fetchCrmObjectProperties === undefined) return notHere('useCrmProperties outside of a record');
  onCrmPropertiesUpdate?.(names, onUpdate);
  return fetchCrmObjectProperties(names);
}

/** The SDK reads `data` or `error` from what looks like a Response. */
async function answering(work: () => Promise<unknown>) {
  const answer = await work().then(
    (data) => ({ data, cleanup: () => {} }),
    (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
  );
  return { json: () => Promise.resolve(answer) };
}

function notHere(what: string): Promise<never> {
  return Promise.reject(new Error(`${what} is not part of this HubSpot.`));
}

function useApi(): Api {
  const api = React.useContext(ApiContext);
  if (api === null) throw new Error('This hook of the SDK was used outside of the extension.');
  return api;
}

function createPageLocation() {
  let current: AppPageLocation = { path: '/', params: {} };
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    set(next: AppPageLocation) {
      current = next;
      for (const listener of listeners) listener();
    },
    use: () => React.useSyncExternalStore(subscribe, () => current),
  };
}
