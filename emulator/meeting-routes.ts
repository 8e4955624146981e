import type { ApiRoute } from './api-route.ts';
import { pageOf } from './page-of.ts';

/** The pages where others book a meeting with the account's users. */
export const meetingRoutes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: '/scheduler/:version/meetings/meeting-links',
    api: 'meetings',
    scopes: () => [['scheduler.meetings.meeting-link.read']],
    handle({ portal, query }) {
      const organizer = query.get('organizerUserId');
      const links = [...portal.users.values()]
        .filter((user) => user.active && (organizer === null || String(user.userId) === organizer))
        .flatMap((user) =>
          (user.meetingLinks ?? []).map((link, index) => ({
            // HubSpot's ids are numbers here and strings elsewhere.
            id: user.userId * 100 + index,
            ...link,
            organizerUserId: String(user.userId),
            userIdsOfLinkMembers: [String(user.userId)],
            createdAt: new Date(portal.createdAtMs).toISOString(),
          })),
        );
      return { status: 200, body: { total: links.length, ...pageOf(query, links, ({ id }) => String(id)) } };
    },
  },
];
