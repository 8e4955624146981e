import express, { type Router } from 'express';
import { BadInput, codeOf, NotAllowed, NotInstalled } from '../../errors.ts';
import type { Directory } from '../../hubspot/lead.ts';
import { isAdmin } from '../../install/modes.ts';
import { worldOf } from '../../publishing/account-world.ts';
import { checkDraft, type DraftSource } from '../../publishing/check-draft.ts';
import { publishPolicy } from '../../publishing/publish-policy.ts';
import { recentEnquiries } from '../../publishing/recent-enquiries.ts';
import { overridesInForce } from '../../store/tables/person-overrides.ts';
import { portalById } from '../../store/tables/portals.ts';
import {
  checkRequest,
  saveRequest,
  type checkedAnswer,
  type policyAnswer,
  type savedAnswer,
} from '../contract/index.ts';
import { ownerName } from '../names.ts';
import { jsonOf, signed, type Identity } from '../signed.ts';
import { fieldsOffered } from './fields-offered.ts';
import { CHOICES, showDraft } from './policy-editor.ts';
import type { SettingsDeps } from './settings-deps.ts';
import type * as z from 'zod/mini';

/** A policy travels whole; HubSpot lets no more through than this. */
const LARGEST = '1mb';

/**
 * What the settings page's policy form fetches, admins only: GET /settings/policy, POST /settings/policy/check (changes
 * nothing) and POST /settings/policy/save. All of them are safe to repeat.
 */
export function policyRoutes(deps: SettingsDeps): Router {
  const { store, policyInForce, directory, catalogue, logger } = deps;
  const route = signed(deps);
  const router = express.Router();

  router.get(
    '/settings/policy',
    route('/settings/policy', async ({ identity }): Promise<z.infer<typeof policyAnswer>> => {
      const { inForce, world, properties, people, nameOf } = await backgroundOf(identity);
      const draft = checkDraft({ document: inForce.compiled.document }, world);
      return {
        ok: true,
        editor: {
          base: inForce.version,
          draft: showDraft(draft, inForce.compiled.document, nameOf),
          fields: fieldsOffered(properties, people),
          people,
          ...CHOICES,
        },
      };
    }),
  );

  router.post(
    '/settings/policy/check',
    route(
      '/settings/policy/check',
      async ({ identity, body }): Promise<z.infer<typeof checkedAnswer>> => {
        const request = checkRequest.safeParse(jsonOf(body));
        if (!request.success) throw new BadInput('Please send the text or the document of a policy.');
        const { inForce, world, nameOf } = await backgroundOf(identity);
        const draft = checkDraft(sourceOf(request.data.draft), world);
        return { ok: true, draft: showDraft(draft, inForce.compiled.document, nameOf) };
      },
      { largest: LARGEST },
    ),
  );

  router.post(
    '/settings/policy/save',
    route(
      '/settings/policy/save',
      async ({ identity, body }): Promise<z.infer<typeof savedAnswer>> => {
        const request = saveRequest.safeParse(jsonOf(body));
        if (!request.success)
          throw new BadInput(
            'Please send a policy, the version that it was made from, and a note of at most 500 characters.',
          );
        const { base, note, draft: source } = request.data;
        const { world } = await backgroundOf(identity);
        const draft = checkDraft(sourceOf(source), world);
        const { version } = await store
          .forPortal(identity.portalId)
          .transaction((tx) => publishPolicy(tx, { draft, base, note, authorUserId: identity.userId }));
        logger.info({ portalId: identity.portalId, version }, 'A policy was published');
        return { ok: true, version };
      },
      { largest: LARGEST },
    ),
  );

  return router;

  /** What a draft is held against. Throws NotAllowed, NotInstalled, BatonError `no_policy`. */
  async function backgroundOf(identity: Identity) {
    const { portalId } = identity;
    if (!(await isAdmin(deps, identity))) {
      throw new NotAllowed(
        'Only the person who installed Baton, its admins and HubSpot super admins may change the policy.',
      );
    }
    const [people, properties] = await Promise.all([directory(portalId), propertiesOf(portalId)]);
    const now = new Date();
    const { inForce, enquiries, presence } = await store.forPortal(portalId).transaction(async (tx) => {
      const portal = await portalById(tx);
      if (portal === null) throw new NotInstalled();
      return {
        inForce: await policyInForce(tx, now),
        enquiries: await recentEnquiries(tx, { installedAt: portal.installedAt, now }),
        presence: { now, timeZone: portal.timeZone, overrides: await overridesInForce(tx, now) },
      };
    });
    return {
      inForce,
      world: await worldOf({ people: people.people, properties, enquiries, presence }),
      properties,
      people: choosable(people),
      nameOf: (ownerId: string) => ownerName(people, ownerId),
    };
  }

  /** null: HubSpot did not say; then nothing is said of properties either. */
  async function propertiesOf(portalId: number) {
    try {
      return await catalogue(portalId);
    } catch (error) {
      logger.warn({ portalId, code: codeOf(error) }, "An account's properties could not be read");
      return null;
    }
  }
}

function sourceOf(draft: z.infer<typeof checkRequest>['draft']): DraftSource {
  return 'text' in draft ? { text: draft.text } : { document: draft.document };
}

/** Active people, by their names. */
function choosable({ people }: Directory): { ownerId: string; name: string }[] {
  return people
    .filter(({ active }) => active)
    .map(({ ownerId, name, email }) => ({ ownerId, name: name || email }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}
