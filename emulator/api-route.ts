import type { Actor, Portal } from './model.ts';
import type { ApiName } from './versions.ts';
import type { World } from './world.ts';

/** One call of the app that got past token, limit and scopes. */
export interface ApiCall {
  world: World;
  portal: Portal;
  /** The dated version in the path. */
  version: string;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: unknown;
  /** The app, as events and history name it. */
  actor: Actor;
  atMs: number;
}

export interface ApiAnswer {
  status: number;
  body?: unknown;
}

/** An endpoint of HubSpot. `handle` throws a Refusal for what HubSpot would refuse. */
export interface ApiRoute {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express path; `:version` is the dated version. */
  path: string;
  api: ApiName;
  /** Scopes that allow it: one of these lists, all of it. */
  scopes(params: Readonly<Record<string, string>>): readonly (readonly string[])[];
  /** Searches have a limit of their own. */
  isSearch?: boolean;
  handle(call: ApiCall): ApiAnswer;
}
