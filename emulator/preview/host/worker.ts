import type { RemoteChannel } from '@remote-ui/core';
import { createRemoteRoot } from '@remote-ui/core';
import * as RemoteUI from '@remote-ui/react';
import { createEndpoint, retain, type MessageEndpoint } from '@remote-ui/rpc';
import * as React from 'react';
import { FailureBoundary } from './failure-boundary.ts';
import type { HostApi } from './contract.ts';
import { ApiContext, pageLocation, workerApi } from './worker-api.ts';

/**
 * Stands in for HubSpot's sandbox: runs an app's bundle exactly as HubSpot's own build makes it, with the globals that
 * HubSpot's worker gives it, and draws into the page through remote-ui.
 */
type Render = (api: { context: HostApi['context']; actions: HostApi['actions'] }) => React.ReactNode;

/** Of classic workers; the page's types do not know it. */
declare function importScripts(url: string): void;

let render: Render | null = null;

Object.assign(globalThis, {
  React,
  RemoteUI,
  __HUBSPOT_EXTENSION_WORKER__: true,
  extend_V2: (extension: Render) => {
    render = extension;
  },
});

async function run(channel: RemoteChannel, bundleUrl: string, host: HostApi): Promise<void> {
  // what comes over the wire is forgotten after the call unless it is kept
  retain(channel);
  retain(host);
  reportTrouble(host);
  Object.assign(globalThis, workerApi(host));
  // runs the bundle as a script of its own, which finds the globals above
  importScripts(bundleUrl);
  if (render === null) throw new Error('The bundle never called hubspot.extend().');
  const api = { context: host.context, actions: host.actions };
  const root = createRemoteRoot(channel, { strict: false });
  const content = React.createElement(FailureBoundary, { onFailure: (message) => host.fail(message) }, render(api));
  RemoteUI.createRoot(root).render(React.createElement(ApiContext.Provider, { value: api }, content));
  await root.mount();
}

/** Errors outside of drawing: handlers, timers, promises that nobody waits for. */
function reportTrouble(host: HostApi): void {
  globalThis.addEventListener('error', ({ message }) => host.log('error', message));
  globalThis.addEventListener('unhandledrejection', ({ reason }) => host.log('error', String(reason)));
}

const page: MessageEndpoint = {
  postMessage: (message, transfer) => globalThis.postMessage(message, transfer === undefined ? {} : { transfer }),
  addEventListener: (type, listener) => globalThis.addEventListener(type, listener),
  removeEventListener: (type, listener) => globalThis.removeEventListener(type, listener),
};
createEndpoint(page).expose({ run, setPageLocation: pageLocation.set });
