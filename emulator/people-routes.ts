import type { ApiCall, ApiRoute } from './api-route.ts';
import type { SeedUser } from './control-api.ts';
import type { Portal } from './model.ts';
import { pageOf } from './page-of.ts';
import { notFound } from './refusal.ts';

const ownerScopes = () => [['crm.objects.owners.read']];
const userScopes = () => [['settings.users.read'], ['crm.objects.users.read']];

/** Owners, and the account's users and teams as its settings show them. */
export const peopleRoutes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: '/crm/owners/:version',
    api: 'owners',
    scopes: ownerScopes,
    handle(call) {
      const archived = call.query.get('archived') === 'true';
      const email = call.query.get('email')?.toLowerCase();
      const people = [...call.portal.users.values()].filter(
        (user) => user.active !== archived && (email === undefined || user.email.toLowerCase() === email),
      );
      return { status: 200, body: page(call, people, (user) => user.ownerId, renderOwner) };
    },
  },
  {
    method: 'get',
    path: '/crm/owners/:version/:ownerId',
    api: 'owners',
    scopes: ownerScopes,
    handle(call) {
      const archived = call.query.get('archived') === 'true';
      const byUserId = call.query.get('idProperty') === 'userId';
      const id = call.params['ownerId'];
      const user = [...call.portal.users.values()].find(
        (one) => one.active !== archived && (byUserId ? String(one.userId) : one.ownerId) === id,
      );
      if (user === undefined) throw notFound('resource not found');
      return { status: 200, body: renderOwner(call.portal, user) };
    },
  },
  {
    method: 'get',
    path: '/settings/users/:version/teams',
    api: 'settingsUsers',
    scopes: () => [['settings.users.teams.read']],
    handle(call) {
      const results = call.portal.teams.map(({ teamId, name }) => ({
        id: teamId,
        name,
        userIds: [...call.portal.users.values()]
          .filter((user) => user.active && user.teamId === teamId)
          .map((user) => String(user.userId)),
        secondaryUserIds: [],
      }));
      return { status: 200, body: { results } };
    },
  },
  {
    method: 'get',
    path: '/settings/users/:version',
    api: 'settingsUsers',
    scopes: userScopes,
    handle(call) {
      const active = [...call.portal.users.values()].filter((user) => user.active);
      return { status: 200, body: page(call, active, userKey, (_portal, user) => renderUser(user)) };
    },
  },
  {
    method: 'get',
    path: '/settings/users/:version/:userId',
    api: 'settingsUsers',
    scopes: userScopes,
    handle(call) {
      const { userId = '' } = call.params;
      const byEmail = call.query.get('idProperty') === 'EMAIL';
      const user = [...call.portal.users.values()].find((one) => (byEmail ? one.email : String(one.userId)) === userId);
      if (user === undefined || !user.active) throw notFound('resource not found');
      return { status: 200, body: renderUser(user) };
    },
  },
];

function renderOwner(portal: Portal, user: SeedUser) {
  const at = new Date(portal.createdAtMs).toISOString();
  const team = portal.teams.find(({ teamId }) => teamId === user.teamId);
  return {
    id: user.ownerId,
    email: user.email,
    type: 'PERSON',
    firstName: user.firstName,
    lastName: user.lastName,
    userId: user.active ? user.userId : null,
    userIdIncludingInactive: user.userId,
    createdAt: at,
    updatedAt: at,
    archived: !user.active,
    ...(team === undefined ? {} : { teams: [{ id: team.teamId, name: team.name, primary: true }] }),
  };
}

function userKey(user: SeedUser): string {
  return String(user.userId);
}

function renderUser(user: SeedUser) {
  return {
    id: String(user.userId),
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    roleIds: [],
    ...(user.teamId === undefined ? {} : { primaryTeamId: user.teamId }),
    secondaryTeamIds: [],
    superAdmin: user.superAdmin,
  };
}

function page(
  call: ApiCall,
  people: readonly SeedUser[],
  keyOf: (user: SeedUser) => string,
  render: (portal: Portal, user: SeedUser) => unknown,
) {
  const { results, ...paging } = pageOf(call.query, people, keyOf);
  return { results: results.map((user) => render(call.portal, user)), ...paging };
}
