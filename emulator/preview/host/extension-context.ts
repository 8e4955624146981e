import type { SeenPortal, SeenUser } from '../../browse-api.ts';
import type { PreviewExtension, ProjectAnswer } from '../../preview-api.ts';
import type { ExtensionContext } from './contract.ts';

const CONTACT_TYPE_ID = '0-1';

/** What HubSpot tells an extension about who looks at it and where it stands. */
export function extensionContext(options: {
  extension: PreviewExtension;
  project: ProjectAnswer;
  appId: number;
  portal: SeenPortal;
  user: SeenUser;
  contactId?: string;
}): ExtensionContext {
  const { extension, project, appId, portal, user, contactId } = options;
  const team = portal.teams.find(({ teamId }) => teamId === user.teamId);
  const teammates = portal.users.filter((one) => one.active && one.teamId === user.teamId).map((one) => one.userId);
  return {
    location: extension.location,
    user: {
      id: user.userId,
      email: user.email,
      emails: [user.email],
      firstName: user.firstName,
      lastName: user.lastName,
      roles: [],
      teams: team === undefined ? [] : [{ id: Number(team.teamId), name: team.name, teammates }],
      locale: 'en-us',
      language: 'en',
      permissions: user.superAdmin ? ['integrations-management-write'] : [],
    },
    portal: { id: portal.portalId, timezone: portal.timeZone },
    extension: {
      appId,
      appName: project.appName,
      ...(extension.kind === 'card' ? { cardTitle: extension.name } : {}),
    },
    variables: project.variables,
    ...(contactId === undefined ? {} : { crm: { objectId: Number(contactId), objectTypeId: CONTACT_TYPE_ID } }),
  };
}
