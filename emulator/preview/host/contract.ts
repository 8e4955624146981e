import type { RemoteChannel } from '@remote-ui/core';

/** What the page and the worker that runs an extension say to each other. */

export type ExtensionLocation = 'crm.record.tab' | 'crm.record.sidebar' | 'settings' | 'pages';

/** `context` as the SDK describes it. */
export interface ExtensionContext {
  location: string;
  user: {
    id: number;
    email: string;
    emails: string[];
    firstName: string;
    lastName: string;
    roles: string[];
    teams: { id: number; name: string; teammates: number[] }[];
    locale: string;
    language: string;
    permissions: string[];
  };
  portal: { id: number; timezone: string };
  extension: { appId: number; appName: string; cardTitle?: string };
  variables: Record<string, string | number | boolean>;
  crm?: { objectId: number; objectTypeId: string };
}

export interface AppPageLocation {
  path: string;
  params: Record<string, string>;
}

export interface FetchOptions {
  method?: string;
  timeout?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export type Properties = Record<string, string>;
type PropertiesListener = (properties: Properties, error?: { message: string }) => void;

/** The SDK's actions; those of records are there on records only. */
export interface HostActions {
  addAlert(alert: { type?: string; message: string; title?: string }): void;
  reloadPage(): void;
  copyTextToClipboard(text: string): Promise<void>;
  closeOverlay(id: string): void;
  navigateToPage(target: { to: string; params?: Record<string, string> }): void;
  openIframeModal(frame: { uri: string; title?: string }, onClose?: () => void): void;
  fetchCrmObjectProperties?(names: string[] | '*'): Promise<Properties>;
  onCrmPropertiesUpdate?(names: string[] | '*', listener: PropertiesListener): void;
  refreshObjectProperties?(): void;
}

/** What the page does for the extension. */
export interface HostApi {
  context: ExtensionContext;
  actions: HostActions;
  pageLocation: AppPageLocation;
  fetch(url: string, options: FetchOptions): Promise<{ status: number; body: string }>;
  /** The company of the contact, for useAssociations. */
  associations(toObjectType: string): Promise<{ toObjectId: number; properties: Properties }[]>;
  log(level: 'debug' | 'info' | 'warn' | 'error', data: string): void;
  /** The extension cannot go on. */
  fail(message: string): void;
}

/** What the worker does for the page. */
export interface WorkerApi {
  /** Runs the bundle and draws into `channel`. Rejects when the bundle cannot be run at all. */
  run(channel: RemoteChannel, bundleUrl: string, host: HostApi): Promise<void>;
  setPageLocation(location: AppPageLocation): void;
}
