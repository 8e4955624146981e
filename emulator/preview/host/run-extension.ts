import type { RemoteReceiver } from '@remote-ui/core';
import { createEndpoint, fromWebWorker } from '@remote-ui/rpc';
import { fetchThroughProxy } from '../data/emulator.ts';
import { log } from '../data/live-log.ts';
import { previewFetchRequest, type ProxyMode } from '../../preview-api.ts';
import type { AppPageLocation, ExtensionContext, FetchOptions, HostActions, WorkerApi } from './contract.ts';

export interface Running {
  setPageLocation(location: AppPageLocation): void;
  stop(): void;
}

/** Starts a worker that runs the bundle and draws into `receiver`. `onFailure`: it cannot go on, and why. */
export function runExtension(options: {
  bundleUrl: string;
  receiver: RemoteReceiver;
  context: ExtensionContext;
  actions: HostActions;
  pageLocation: AppPageLocation;
  /** How the proxy behaves at the time of a call. */
  proxyMode(): ProxyMode;
  associations(toObjectType: string): { toObjectId: number; properties: Record<string, string> }[];
  onFailure(message: string): void;
}): Running {
  const { context, actions, pageLocation, receiver, proxyMode, associations } = options;
  const worker = new Worker(new URL('worker.ts', import.meta.url));
  const endpoint = createEndpoint<WorkerApi>(fromWebWorker(worker), { callable: ['run', 'setPageLocation'] });
  const fail = (message: string) => {
    log('error', message);
    // as an error of the page, so that whoever watches it notices
    reportError(new Error(message));
    options.onFailure(message);
  };
  const bundleUrl = new URL(options.bundleUrl, window.location.href).href;
  const started = endpoint.call.run(receiver.receive, bundleUrl, {
    context,
    actions,
    pageLocation,
    fetch: (url, fetchOptions) => hubspotFetch(context, proxyMode(), url, fetchOptions),
    associations: (toObjectType) => Promise.resolve(associations(toObjectType)),
    log: (level, data) => {
      log(level === 'error' ? 'error' : 'logger', `${level}: ${data}`, { bad: level === 'error' || level === 'warn' });
      if (level === 'error') reportError(new Error(data));
    },
    fail,
  });
  started.catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
  return {
    setPageLocation: (location) => void endpoint.call.setPageLocation(location),
    stop: () => worker.terminate(),
  };
}

async function hubspotFetch(context: ExtensionContext, mode: ProxyMode, url: string, options: FetchOptions) {
  const { method = 'GET', body, headers, timeout } = options;
  const request = {
    portalId: context.portal.id,
    userId: context.user.id,
    url,
    method: method.toUpperCase(),
    mode,
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
    ...(timeout === undefined ? {} : { timeoutMs: timeout }),
  };
  const answer = await fetchThroughProxy(previewFetchRequest.parse(request));
  const { status, appStatus, attempts, tookMs } = answer;
  const app = appStatus === null || appStatus === status ? '' : ` (the app: ${appStatus})`;
  const again = attempts > 1 ? `, ${attempts} tries` : '';
  log('fetch', `${request.method} ${url} → ${status}${app} in ${tookMs} ms${again}`, { bad: status >= 300 });
  return { status, body: answer.body };
}
