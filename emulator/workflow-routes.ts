import { z } from 'zod';
import type { ApiRoute } from './api-route.ts';
import { readBody } from './read-body.ts';

const completion = z.object({
  outputFields: z.record(z.string(), z.string()),
  typedOutputs: z.record(z.string(), z.unknown()).optional(),
});

/** A workflow that waits is told what came of its action; what was said stands in the log of requests. */
export const workflowRoutes: readonly ApiRoute[] = [
  {
    method: 'post',
    path: '/automation/actions/callbacks/:version/:callbackId/complete',
    api: 'actionCallbacks',
    scopes: () => [['automation']],
    handle({ body }) {
      readBody(completion, body);
      return { status: 204 };
    },
  },
];
