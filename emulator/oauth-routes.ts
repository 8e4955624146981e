import express, { Router } from 'express';
import { withFaults } from './apply-faults.ts';
import { notFound, Refusal } from './refusal.ts';
import { sendAnswer, sendError } from './respond.ts';
import { answerIntrospect, answerRevoke, answerToken } from './token-routes.ts';
import { apiHasVersion } from './versions.ts';
import type { World } from './world.ts';

const ENDPOINTS = [
  { path: '/oauth/:version/token', answer: answerToken },
  { path: '/oauth/:version/token/introspect', answer: answerIntrospect },
  { path: '/oauth/:version/token/revoke', answer: answerRevoke },
] as const;

/** Tokens: form bodies only, outside the rate limit. */
export function oauthRoutes(world: World): Router {
  const router = Router();
  for (const { path, answer } of ENDPOINTS) {
    router.post(path, express.urlencoded({ extended: false }), async (req, res) => {
      try {
        if (!apiHasVersion('oauth', req.params['version'])) throw notFound('resource not found');
        if (!req.is('application/x-www-form-urlencoded')) {
          throw new Refusal(415, { message: 'HTTP 415 Unsupported Media Type' });
        }
        const portalId = portalOfForm(world, req.body);
        res.locals['portalId'] = portalId;
        const answered = await withFaults(world, { req, res, portalId }, () => answer(world, req.body));
        if (answered !== null) sendAnswer(res, answered);
      } catch (error) {
        sendError(world, res, error);
      }
    });
  }
  return router;
}

function portalOfForm(world: World, form: unknown): number | null {
  if (typeof form !== 'object' || form === null || !('refresh_token' in form)) return null;
  return world.oauth.grantOfRefreshToken(String(form.refresh_token))?.portalId ?? null;
}
