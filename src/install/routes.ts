import { createHash, randomBytes } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { BadConfiguration, codeOf } from '../errors.ts';
import { RefusedGrant, type HubSpotOAuth } from '../hubspot/oauth.ts';
import { createState, STATE_LIFETIME_MS, takeState, type StateCheck } from '../store/tables/oauth-states.ts';
import { install, type InstallDeps, type Installed } from './install.ts';
import { AGAIN, renderPage, type Page } from './pages.ts';
import { consentUrl } from './scopes.ts';

const COOKIE = 'baton_install';

/**
 * GET /oauth/install sends the browser to HubSpot's consent page with a state that is good once, for ten minutes, in this
 * browser; GET /oauth/callback takes the answer, installs, and says in plain words what happened and what to do next.
 */
export function installRoutes(
  deps: InstallDeps & { oauth: HubSpotOAuth; clientId: string; appUrl: string; publicUrl: string },
): Router {
  const { store, oauth, clientId, appUrl, publicUrl, logger } = deps;
  const redirectUri = `${publicUrl}/oauth/callback`;
  const router = express.Router();

  router.get('/oauth/install', async (request, response) => {
    // One browser may have several consent pages open: its mark stays, each page has its own state.
    const browser = browserMark(request) ?? randomBytes(32).toString('base64url');
    const state = randomBytes(32).toString('base64url');
    await createState(store.shared, { stateHash: hash(state), browserHash: hash(browser) });
    response.cookie(COOKIE, browser, {
      httpOnly: true,
      sameSite: 'lax',
      secure: publicUrl.startsWith('https:'),
      path: '/oauth',
      maxAge: STATE_LIFETIME_MS,
    });
    response.set('cache-control', 'no-store');
    response.redirect(302, consentUrl({ appUrl, clientId, redirectUri, state }));
  });

  router.get('/oauth/callback', async (request, response) => {
    show(response, await pageFor(request));
  });

  return router;

  async function pageFor(request: Request): Promise<Page> {
    const state = parameter(request, 'state');
    const code = parameter(request, 'code');
    const browser = browserMark(request);
    if (state === null) return REFUSED.unknown;
    const check = await takeState(store.shared, { stateHash: hash(state), browserHash: hash(browser ?? '') });
    if (check !== 'ok') return REFUSED[check];
    if (code === null) return DENIED;
    try {
      const grant = await oauth.exchangeCode({ code, redirectUri });
      return installedPage(await install(deps, grant));
    } catch (error) {
      logger.error({ code: codeOf(error), err: error }, 'An installation failed');
      return failurePage(error);
    }
  }
}

function show(response: Response, page: Page): void {
  response
    .status(page.status)
    .set('cache-control', 'no-store')
    .set('referrer-policy', 'no-referrer')
    .set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
    .type('html')
    .send(renderPage(page));
}

const REFUSED: Readonly<Record<Exclude<StateCheck, 'ok'>, Page>> = {
  unknown: {
    status: 400,
    title: 'This installation was not started here',
    paragraphs: ['Nothing was installed. Please start from this page, so that we know that it is you who is asking.'],
    next: AGAIN,
  },
  other_browser: {
    status: 400,
    title: 'This installation was started in another browser',
    paragraphs: ['Nothing was installed. Please finish it where you began, with cookies allowed, or start again here.'],
    next: AGAIN,
  },
  expired: {
    status: 400,
    title: 'That took too long',
    paragraphs: ['Nothing was installed: the page waited for more than ten minutes.'],
    next: AGAIN,
  },
  used: {
    status: 400,
    title: 'This page was already used',
    paragraphs: ['If Baton said that it is installed, all is well and you can close this page. Otherwise start again.'],
    next: AGAIN,
  },
};

const DENIED: Page = {
  status: 200,
  title: 'Baton was not installed',
  paragraphs: ['HubSpot says that access was not given, so nothing was changed in your account.'],
  next: AGAIN,
};

function installedPage({ kind, mode, problems }: Installed): Page {
  const title = { new: 'Baton is installed', resumed: 'Baton is back', renewed: 'Baton is up to date' }[kind];
  const state = {
    observe:
      'It now watches new enquiries and shows who would get them. It changes no owner until an admin goes live in its settings.',
    live: 'It routes new enquiries to your people.',
    paused: 'It is paused: enquiries wait until an admin goes live again in its settings.',
  }[mode];
  return {
    status: 200,
    title,
    paragraphs: [
      state,
      ...problems,
      ...(problems.length > 0
        ? ['To try these steps again, start the installation once more; nothing is lost by it.']
        : []),
      'Next, in HubSpot: open the settings of Baton under Connected apps, look at the pools, and add its card to the contact record.',
    ],
    next: problems.length > 0 ? AGAIN : undefined,
  };
}

function failurePage(error: unknown): Page {
  if (error instanceof RefusedGrant) {
    return {
      status: 400,
      title: 'HubSpot did not accept the answer',
      paragraphs: ['Nothing was installed. The permission that HubSpot gave is used up or too old.'],
      next: AGAIN,
    };
  }
  if (error instanceof BadConfiguration) {
    return {
      status: 500,
      title: 'This server is not set up correctly',
      paragraphs: ['Nothing was installed. Please tell the people who run it:', error.sentence],
    };
  }
  return {
    status: 503,
    title: 'That did not work this time',
    paragraphs: [
      'The installation could not be finished: HubSpot or our own store did not answer. Please try again in a minute.',
    ],
    next: AGAIN,
  };
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function parameter(request: Request, name: string): string | null {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' && value.length <= 2_000 ? value : null;
}

function browserMark(request: Request): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const value = pairs.find(([name]) => name === COOKIE)?.[1] ?? '';
  return /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}
