import express, { type Router } from 'express';
import { BadInput } from '../../errors.ts';
import { momentIn } from '../../install/overrides.ts';
import { checkDraft, type DraftSource } from '../../publishing/check-draft.ts';
import { startCanary } from '../../publishing/canary.ts';
import { publishPolicy } from '../../publishing/publish-policy.ts';
import {
  checkRequest,
  saveRequest,
  type checkedAnswer,
  type policyAnswer,
  type savedAnswer,
} from '../contract/index.ts';
import { jsonOf, signed } from '../signed.ts';
import { fieldsOffered } from './fields-offered.ts';
import { LARGEST, policyBackground } from './policy-background.ts';
import { CHOICES, showDraft } from './policy-editor.ts';
import type { SettingsDeps } from './settings-deps.ts';
import type * as z from 'zod/mini';

/**
 * What the settings page's policy form fetches, admins only: GET /settings/policy, POST /settings/policy/check (changes
 * nothing) and POST /settings/policy/save. All of them are safe to repeat.
 */
export function policyRoutes(deps: SettingsDeps): Router {
  const { store, logger } = deps;
  const route = signed(deps);
  const router = express.Router();

  router.get(
    '/settings/policy',
    route('/settings/policy', async ({ identity }): Promise<z.infer<typeof policyAnswer>> => {
      const { inForce, world, properties, people, nameOf } = await policyBackground(deps, identity);
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
        const { inForce, world, nameOf } = await policyBackground(deps, identity);
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
        const { base, note, from = null, percent = null, draft: source } = request.data;
        const { world, timeZone } = await policyBackground(deps, identity);
        const draft = checkDraft(sourceOf(source), world);
        const { portalId, userId } = identity;
        const { version } = await store.forPortal(portalId).transaction((tx) =>
          percent === null
            ? publishPolicy(tx, {
                draft,
                base,
                note,
                from: from === null ? null : momentIn(timeZone, from),
                authorUserId: userId,
              })
            : startCanary(tx, { draft, base, note, percent, userId }),
        );
        logger.info({ portalId, version, percent }, 'A policy was published');
        return { ok: true, version };
      },
      { largest: LARGEST },
    ),
  );

  return router;
}

function sourceOf(draft: z.infer<typeof checkRequest>['draft']): DraftSource {
  return 'text' in draft ? { text: draft.text } : { document: draft.document };
}
