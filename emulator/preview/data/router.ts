import { createStore, useStore } from './store.ts';

/** Query parameters that go along from page to page: who looks, how the proxy behaves, whether the log is open. */
const KEPT = ['user', 'proxy', 'log'] as const;

const place = createStore(new URL(window.location.href));
window.addEventListener('popstate', () => place.set(() => new URL(window.location.href)));

/** Where the browser is. */
export function usePlace(): URL {
  return useStore(place);
}

/** The address of one of our pages, with the parameters that go along. */
export function addressOf(to: string, from: URL = place.get()): string {
  const target = new URL(to, from);
  for (const name of KEPT) {
    const value = from.searchParams.get(name);
    if (value !== null && !target.searchParams.has(name)) target.searchParams.set(name, value);
  }
  return target.pathname + target.search;
}

/** Goes to another of our pages without loading anything anew. */
export function go(to: string): void {
  window.history.pushState(null, '', addressOf(to));
  window.scrollTo(0, 0);
  place.set(() => new URL(window.location.href));
}

/** Sets query parameters of this page, null removes one; no new entry in the history. */
export function setParameters(values: Readonly<Record<string, string | null>>): void {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  window.history.replaceState(null, '', url.pathname + url.search);
  place.set(() => url);
}
