import express, { Router } from 'express';
import { z } from 'zod';
import { consentPage, refusalPage } from './consent-page.ts';
import { isLoopback } from './loopback.ts';
import type { Portal } from './model.ts';
import type { World } from './world.ts';

const installQuery = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  scope: z.string(),
  optional_scope: z.string().default(''),
  state: z.string().optional(),
});
type InstallQuery = z.infer<typeof installQuery>;

const consentForm = z.object({
  portalId: z.coerce.number().int(),
  userId: z.coerce.number().int(),
  decision: z.enum(['grant', 'deny']),
});

/** Where a person agrees to the app, also with a chosen account. */
export const AUTHORIZE_PATHS = ['/oauth/authorize', '/oauth/:portalId/authorize'];

/** GET and POST of AUTHORIZE_PATHS. */
export function authorizeRoutes(world: World): Router {
  const router = Router();

  router.get(AUTHORIZE_PATHS, (req, res) => {
    const install = readInstall(world, req.query);
    if (typeof install === 'string') return void res.status(400).send(refusalPage(install));
    const chosen = req.params['portalId'];
    const portals = [...world.portals.values()].filter(
      (portal) => chosen === undefined || String(portal.portalId) === chosen,
    );
    return void res.send(
      consentPage({
        action: req.originalUrl,
        portals,
        scopes: words(install.scope),
        optionalScopes: words(install.optional_scope),
      }),
    );
  });

  router.post(AUTHORIZE_PATHS, express.urlencoded({ extended: false }), (req, res) => {
    const install = readInstall(world, req.query);
    if (typeof install === 'string') return void res.status(400).send(refusalPage(install));
    const form = consentForm.safeParse(req.body);
    if (!form.success) return void res.status(400).send(refusalPage('Choose an account and a person.'));
    const { portalId, userId, decision } = form.data;
    if (decision === 'deny') return res.redirect(302, denied(world, install));
    const portal = world.portals.get(portalId);
    const problem = portal === undefined ? `There is no account ${portalId}.` : whyNot(portal, userId);
    if (problem !== null) return void res.status(403).send(refusalPage(problem));
    const optional = world.quirks.optionalScopeDeclined ? [] : words(install.optional_scope);
    const scopes = [...new Set(['oauth', ...words(install.scope), ...optional])];
    const code = world.oauth.issueCode({ portalId, userId, scopes }, install.redirect_uri);
    return res.redirect(302, withQuery(install, { code }));
  });

  return router;
}

/** The checked query, or a sentence that says what is wrong with it. */
function readInstall(world: World, query: unknown): InstallQuery | string {
  const parsed = installQuery.safeParse(query);
  if (!parsed.success) {
    return `The install address lacks or repeats: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}.`;
  }
  if (parsed.data.client_id !== world.app.clientId) return 'No app has this client_id.';
  if (!mayRedirectTo(parsed.data.redirect_uri)) {
    return 'redirect_uri must be https, or http on localhost.';
  }
  return parsed.data;
}

function mayRedirectTo(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname } = new URL(uri);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** Only super admins may install; a portal seeded without any lets everybody. */
function whyNot(portal: Portal, userId: number): string | null {
  const user = portal.users.get(userId);
  if (user === undefined || !user.active) return `Account ${portal.portalId} has no active user ${userId}.`;
  const admins = [...portal.users.values()].some((one) => one.superAdmin);
  return admins && !user.superAdmin ? 'Only a super admin can connect apps to this account.' : null;
}

function denied(world: World, install: InstallQuery): string {
  if (world.quirks.denialWithoutError) return withQuery(install, {});
  return withQuery(install, { error: 'access_denied', error_description: 'User denied access to app' });
}

function withQuery(install: InstallQuery, values: Record<string, string>): string {
  const url = new URL(install.redirect_uri);
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  if (install.state !== undefined) url.searchParams.set('state', install.state);
  return url.href;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
