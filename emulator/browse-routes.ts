import { Router, type Request } from 'express';
import { z } from 'zod';
import { editTask, logActivity } from './activities.ts';
import { contactsQuery } from './browse-api.ts';
import { seenContacts, seenPortals, seenProperties, seenRecord } from './browse-state.ts';
import { editTaskRequest, logActivityRequest, sendFormRequest } from './control-api.ts';
import { sendForm } from './control-contacts.ts';
import type { Answer } from './control-routes.ts';
import { readBody } from './read-body.ts';
import { portalOf, type World } from './world.ts';

const portalQuery = z.object({ portalId: z.coerce.number().int() });
const deliveriesQuery = portalQuery.extend({ limit: z.coerce.number().int().min(1).default(50) });

/** What a person sees and does in HubSpot's own pages, as part of the control API. */
export function browseRoutes(world: World, answer: Answer): Router {
  const router = Router();
  const portalIn = (req: Request) => portalOf(world, readBody(portalQuery, req.query).portalId);

  router.get(
    '/portals',
    answer(() => seenPortals(world)),
  );
  router.get(
    '/contacts',
    answer((req) => {
      const query = readBody(contactsQuery, req.query);
      return seenContacts(portalOf(world, query.portalId), query);
    }),
  );
  router.get(
    '/contacts/:id',
    answer((req) => seenRecord(portalIn(req), String(req.params['id']))),
  );
  router.get(
    '/properties',
    answer((req) => ({ properties: seenProperties(portalIn(req)) })),
  );
  router.get(
    '/webhooks',
    answer((req) => {
      const { portalId, limit } = readBody(deliveriesQuery, req.query);
      return { deliveries: world.webhooks.recent(portalOf(world, portalId).portalId, limit) };
    }),
  );

  router.post(
    '/forms',
    answer((req) => {
      const { portalId, properties } = readBody(sendFormRequest, req.body);
      return sendForm(world, portalOf(world, portalId), properties);
    }),
  );
  router.post(
    '/activities',
    answer((req) => {
      const request = readBody(logActivityRequest, req.body);
      return logActivity(world, portalOf(world, request.portalId), request);
    }),
  );
  router.patch(
    '/tasks/:id',
    answer((req) => {
      const { portalId, ...change } = readBody(editTaskRequest, req.body);
      editTask(world, portalOf(world, portalId), { ...change, taskId: String(req.params['id']) });
    }),
  );
  return router;
}
