import express, { type Router } from 'express';
import { BadInput, BatonError, NotInstalled } from '../../errors.ts';
import { checkDraft, mayBePublished } from '../../publishing/check-draft.ts';
import { promoteCanary, stopCanary } from '../../publishing/canary.ts';
import { cancelScheduled, changesOfVersion, listVersions, rollBack } from '../../publishing/versions.ts';
import { pastEnquiries } from '../../simulation/past-enquiries.ts';
import { reportOf } from '../../simulation/report.ts';
import { tryPolicy } from '../../simulation/side-by-side.ts';
import { newestPolicies } from '../../store/tables/policies.ts';
import { portalById } from '../../store/tables/portals.ts';
import {
  canaryRequest,
  checkRequest,
  rollbackRequest,
  type triedAnswer,
  type versionsAnswer,
} from '../contract/index.ts';
import { userName } from '../names.ts';
import { recordUrl } from '../../hubspot/record-url.ts';
import { jsonOf, signed, type Identity } from '../signed.ts';
import { canaryShown } from './canary-shown.ts';
import { expectPolicyAdmin, LARGEST, policyBackground } from './policy-background.ts';
import type { SettingsDeps } from './settings-deps.ts';
import { showTrial } from './trial-shown.ts';
import type * as z from 'zod/mini';

/** So many of the newest enquiries are tried while somebody waits. */
const TRIED = 500;
const MOST_VERSIONS = 20;
const MOST_CHANGES = 20;

/**
 * What the settings page fetches round a policy's life, admins only: POST /settings/policy/try (changes nothing), GET
 * /settings/policy/versions, POST /settings/policy/rollback and POST /settings/policy/cancel. All of them are safe to repeat.
 */
export function versionRoutes(deps: SettingsDeps): Router {
  const { store, logger } = deps;
  const route = signed(deps);
  const router = express.Router();

  router.post(
    '/settings/policy/try',
    route(
      '/settings/policy/try',
      async ({ identity, body }): Promise<z.infer<typeof triedAnswer>> => {
        const request = checkRequest.safeParse(jsonOf(body));
        if (!request.success) throw new BadInput('Please send the text or the document of a policy.');
        const { inForce, world, nameOf } = await policyBackground(deps, identity);
        const { draft: asked } = request.data;
        const draft = checkDraft('text' in asked ? { text: asked.text } : { document: asked.document }, world);
        if (draft.document === null || !mayBePublished(draft)) {
          throw new BadInput('The policy has errors. Please mend them first.', { code: 'policy_has_errors' });
        }
        const { enquiries, urlOf } = await enquiriesOf(identity);
        const live = await tryPolicy(enquiries, { name: 'the policy in force', document: inForce.compiled.document });
        const other = await tryPolicy(enquiries, { name: 'the draft', document: draft.document });
        return {
          ok: true,
          trial: showTrial(reportOf(enquiries, [live, other], nameOf), enquiries, { nameOf, urlOf }),
        };
      },
      { largest: LARGEST },
    ),
  );

  router.get(
    '/settings/policy/versions',
    route('/settings/policy/versions', async ({ identity }): Promise<z.infer<typeof versionsAnswer>> => {
      await expectPolicyAdmin(deps, identity);
      return versionsOf(identity);
    }),
  );

  router.post(
    '/settings/policy/rollback',
    route('/settings/policy/rollback', async ({ identity, body }): Promise<z.infer<typeof versionsAnswer>> => {
      const request = rollbackRequest.safeParse(jsonOf(body));
      if (!request.success) throw new BadInput('Please say which version is to count again.');
      await expectPolicyAdmin(deps, identity);
      const { portalId, userId } = identity;
      const { version } = await store
        .forPortal(portalId)
        .transaction((tx) => rollBack(tx, { ...request.data, authorUserId: userId }));
      logger.info({ portalId, version, to: request.data.to }, 'A policy was taken back');
      return versionsOf(identity);
    }),
  );

  router.post(
    '/settings/policy/cancel',
    route('/settings/policy/cancel', async ({ identity }): Promise<z.infer<typeof versionsAnswer>> => {
      await expectPolicyAdmin(deps, identity);
      const { portalId } = identity;
      const version = await store.forPortal(portalId).transaction(cancelScheduled);
      logger.info({ portalId, version }, 'A policy was called off');
      return versionsOf(identity);
    }),
  );

  router.post(
    '/settings/policy/canary',
    route('/settings/policy/canary', async ({ identity, body }): Promise<z.infer<typeof versionsAnswer>> => {
      const request = canaryRequest.safeParse(jsonOf(body));
      if (!request.success) throw new BadInput('Please say whether the draft is to be stopped or to count for all.');
      await expectPolicyAdmin(deps, identity);
      const { portalId, userId } = identity;
      const { action } = request.data;
      await store
        .forPortal(portalId)
        .transaction<unknown>((tx) => (action === 'stop' ? stopCanary(tx) : promoteCanary(tx, userId)));
      logger.info({ portalId, action }, 'The trial of a draft on leads was ended');
      return versionsOf(identity);
    }),
  );

  return router;

  async function enquiriesOf({ portalId }: Identity) {
    const { enquiries, portal } = await store.forPortal(portalId).transaction(async (tx) => {
      const facts = await portalById(tx);
      if (facts === null) throw new NotInstalled();
      const ledger = facts.mode === 'observe' ? 'observe' : 'live';
      return { portal: facts, ...(await pastEnquiries(tx, { ledger, limit: TRIED })) };
    });
    if (enquiries.length === 0) {
      throw new BatonError({
        code: 'no_enquiries',
        sentence: 'There are no enquiries yet to try it on. A list of leads can be tried with “baton simulate --csv”.',
      });
    }
    return {
      enquiries: enquiries.map((input) => ({ input, name: `Contact ${input.contact.contactId}` })),
      urlOf: (contactId: string) => recordUrl({ portalId, uiDomain: portal.uiDomain }, contactId),
    };
  }

  async function versionsOf({ portalId }: Identity): Promise<z.infer<typeof versionsAnswer>> {
    const directory = await deps.recentDirectory(portalId);
    const names = new Map(directory?.people.map(({ ownerId, name }) => [ownerId, name]));
    const nameOf = (ownerId: string) => names.get(ownerId) || `Owner ${ownerId}`;
    return store.forPortal(portalId).transaction(async (tx) => {
      const listed = listVersions(await newestPolicies(tx, MOST_VERSIONS), new Date());
      const versions = [];
      for (const one of listed) {
        const { version, state, effectiveFrom, until, authorUserId, note } = one;
        versions.push({
          version,
          state,
          from: effectiveFrom.toISOString(),
          until: until?.toISOString() ?? null,
          by: authorUserId === null ? null : userName(directory, authorUserId),
          note,
          changes: (await changesOfVersion(tx, one, nameOf)).slice(0, MOST_CHANGES),
        });
      }
      return { ok: true, versions, canary: await canaryShown(tx) };
    });
  }
}
