import express, { Router, type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import {
  actOnContactRequest,
  createContactsRequest,
  editCompanyRequest,
  editRequest,
  editUserRequest,
  faultsRequest,
  fetchRequest,
  mergeRequest,
  quirksRequest,
  seedRequest,
  submitRequest,
  uninstallRequest,
} from './control-api.ts';
import { browseRoutes } from './browse-routes.ts';
import { changeContact, createContacts, liveContact, submitForm } from './control-contacts.ts';
import { fetchAsHubSpot } from './control-fetch.ts';
import { stateOf } from './control-state.ts';
import { changeRecord } from './crm.ts';
import { archiveRecord, mergeContacts, privacyDelete, restoreRecord } from './lifecycle.ts';
import type { CrmRecord, Portal } from './model.ts';
import { syncUserRecord } from './people.ts';
import { readBody } from './read-body.ts';
import { notFound } from './refusal.ts';
import { sendError } from './respond.ts';
import { seedPortals } from './seed.ts';
import { knownValues } from './stored-values.ts';
import { actorOf, portalOf, type World } from './world.ts';

const portalQuery = z.object({ portalId: z.coerce.number().int() });
const requestsQuery = z.object({
  portalId: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().positive().default(1_000),
});

/** Makes a handler that answers what `work` answers (`{}` for nothing), or its refusal. */
export type Answer = (work: (req: Request) => unknown) => RequestHandler;

/** The emulator's own endpoints, as control-api.ts describes them. `reset` forgets everything. */
export function controlRoutes(world: World, reset: () => void): Router {
  const router = Router();
  const answer: Answer = (work) => async (req, res) => {
    try {
      const body = await work(req);
      res.status(200).json(body ?? {});
    } catch (error) {
      sendError(world, res, error);
    }
  };

  router.use(express.json({ limit: '50mb' }));
  router.post('/reset', answer(reset));
  router.post(
    '/seed',
    answer((req) => seedPortals(world, readBody(seedRequest, req.body).portals)),
  );

  router.post(
    '/contacts',
    answer((req) => {
      const request = readBody(createContactsRequest, req.body);
      return createContacts(world, portalOf(world, request.portalId), request);
    }),
  );
  router.post(
    '/contacts/:id/submit',
    answer((req) => {
      const { portalId, properties, source } = readBody(submitRequest, req.body);
      const portal = portalOf(world, portalId);
      const contact = liveContact(portal, idOf(req));
      submitForm({ world, portal, source }, contact, knownValues(portal, 'contacts', properties));
    }),
  );
  router.patch(
    '/contacts/:id',
    answer((req) => {
      const { portalId, properties, source, userId } = readBody(editRequest, req.body);
      const portal = portalOf(world, portalId);
      const contact = liveContact(portal, idOf(req));
      changeContact({ world, portal, source, userId }, contact, knownValues(portal, 'contacts', properties));
    }),
  );
  router.delete('/contacts/:id', answer(actOn((hand, contact) => archiveRecord(hand, contact))));
  router.post('/contacts/:id/privacy-delete', answer(actOn((hand, contact) => privacyDelete(hand, contact))));
  router.post('/contacts/:id/restore', answer(actOn((hand, contact) => restoreRecord(hand, contact))));
  router.post(
    '/contacts/:id/merge',
    answer((req) => {
      const { portalId, userId, mergedId } = readBody(mergeRequest, req.body);
      const portal = portalOf(world, portalId);
      const winner = liveContact(portal, idOf(req));
      const hand = { world, portal, actor: actorOf(world, 'CRM_UI', userId), atMs: Date.now() };
      mergeContacts(hand, winner, liveContact(portal, mergedId));
      return { id: winner.id };
    }),
  );
  router.patch(
    '/companies/:id',
    answer((req) => {
      const { portalId, properties, source, userId } = readBody(editCompanyRequest, req.body);
      const portal = portalOf(world, portalId);
      const company = portal.records.companies.get(idOf(req));
      if (company === undefined) throw notFound(`Portal ${portalId} has no company ${idOf(req)}.`);
      const hand = { world, portal, actor: actorOf(world, source, userId), atMs: Date.now() };
      changeRecord(hand, company, knownValues(portal, 'companies', properties));
    }),
  );
  router.patch(
    '/users/:id',
    answer((req) => {
      const { portalId, ...changes } = readBody(editUserRequest, req.body);
      const portal = portalOf(world, portalId);
      const user = portal.users.get(Number(idOf(req)));
      if (user === undefined) throw notFound(`Portal ${portalId} has no user ${idOf(req)}.`);
      const changed = { ...user, ...changes, active: changes.active ?? user.active };
      portal.users.set(user.userId, changed);
      syncUserRecord(world, portal, changed, Date.now());
    }),
  );

  router.post(
    '/uninstall',
    answer((req) => world.oauth.uninstall(readBody(uninstallRequest, req.body).portalId)),
  );
  router.post(
    '/faults',
    answer((req) => {
      const { faults } = readBody(faultsRequest, req.body);
      for (const fault of faults) if (fault.kind === 'grant_revoked') world.oauth.uninstall(fault.portalId);
      return { ids: faults.map((fault) => world.faults.add(fault)) };
    }),
  );
  router.delete(
    '/faults',
    answer(() => world.faults.clear()),
  );
  router.delete(
    '/faults/:id',
    answer((req) => world.faults.remove(Number(idOf(req)))),
  );
  router.get(
    '/faults',
    answer(() => ({ faults: world.faults.list() })),
  );
  router.post(
    '/quirks',
    answer((req) => Object.assign(world.quirks, readBody(quirksRequest, req.body))),
  );
  router.get(
    '/quirks',
    answer(() => world.quirks),
  );
  router.post(
    '/fetch',
    answer((req) => {
      const request = readBody(fetchRequest, req.body);
      return fetchAsHubSpot(world, portalOf(world, request.portalId), request);
    }),
  );
  router.get(
    '/state',
    answer((req) => stateOf(world, portalOf(world, readBody(portalQuery, req.query).portalId))),
  );
  router.get(
    '/requests',
    answer((req) => {
      const { portalId, limit } = readBody(requestsQuery, req.query);
      return { requests: world.log.list(portalId ?? null, limit) };
    }),
  );
  router.use(browseRoutes(world, answer));
  return router;

  type Hand = { world: World; portal: Portal; actor: ReturnType<typeof actorOf>; atMs: number };

  /** Portal and person may come in the body or, for DELETE, in the query. Archived contacts are found too. */
  function actOn(work: (hand: Hand, contact: CrmRecord) => void) {
    return (req: Request) => {
      const { portalId, userId } = readBody(actOnContactRequest, req.body ?? numbersIn(req.query));
      const portal = portalOf(world, portalId);
      const contact = portal.records.contacts.get(idOf(req));
      if (contact === undefined || portal.mergedInto.has(contact.id)) {
        throw notFound(`Portal ${portalId} has no contact ${idOf(req)}.`);
      }
      work({ world, portal, actor: actorOf(world, 'CRM_UI', userId), atMs: Date.now() }, contact);
    };
  }
}

function idOf(req: Request): string {
  return String(req.params['id']);
}

function numbersIn(query: Request['query']): Record<string, number> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, Number(value)]));
}
