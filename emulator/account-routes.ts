import { DateTime } from 'luxon';
import type { ApiRoute } from './api-route.ts';

/** What the account is, and the app's own removal from it. */
export const accountRoutes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: '/account-info/:version/details',
    api: 'accountInfo',
    scopes: () => [['oauth']],
    handle({ portal, atMs }) {
      const local = DateTime.fromMillis(atMs, { zone: portal.timeZone });
      return {
        status: 200,
        body: {
          portalId: portal.portalId,
          accountType: 'STANDARD',
          timeZone: portal.timeZone,
          companyCurrency: 'USD',
          additionalCurrencies: [],
          utcOffset: local.toFormat('ZZ'),
          utcOffsetMilliseconds: local.offset * 60_000,
          uiDomain: portal.uiDomain,
          dataHostingLocation: portal.uiDomain.includes('-eu1') ? 'eu1' : 'na1',
        },
      };
    },
  },
  {
    method: 'delete',
    path: '/appinstalls/:version/external-install',
    api: 'appInstalls',
    scopes: () => [['oauth']],
    handle({ world, portal }) {
      world.oauth.uninstall(portal.portalId);
      return { status: 204 };
    },
  },
];
