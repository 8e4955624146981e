import { useExtensionContext } from '@hubspot/ui-extensions';
import { useMemo } from 'react';
import type { Request } from './ask.ts';

/** Names a path on Baton's server; with a body it becomes a POST. */
export type At = (path: string, body?: Record<string, unknown>) => Request;

/**
 * The requests that `make` builds, on the server that the project's profile names. `make` is from
 * `card-api.ts`, `settings-api.ts` or `pages-api.ts`: the only places that know the server's paths and read its answers.
 */
export function useBaton<Api>(make: (at: At) => Api): Api {
  const { variables } = useExtensionContext();
  const baseUrl = String(variables?.['BATON_URL'] ?? '');
  return useMemo(() => make((path, body) => ({ url: `${baseUrl}${path}`, body })), [make, baseUrl]);
}
