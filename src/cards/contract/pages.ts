import * as z from 'zod/mini';
import { portalMode, refusal, time } from './shared.ts';

/** A lead on the app page. `label`: what it is called there; the record's address is beside it. */
const listedLead = z.object({ contactId: z.string(), label: z.string(), url: z.string() });
const listedHandoff = z.object({
  ...listedLead.shape,
  owner: z.string(),
  status: z.string(),
  urgency: z.string(),
  dueAt: z.nullable(time),
});
export type ListedHandoff = z.infer<typeof listedHandoff>;

/** GET /pages/today */
export const todayAnswer = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    today: z.object({
      asOf: time,
      mode: portalMode,
      suspended: z.boolean(),
      /** Counts over everything; the lists below are cut. */
      figures: z.object({
        routedToday: z.number(),
        waiting: z.number(),
        held: z.number(),
        open: z.number(),
        late: z.number(),
        /** Within the next hour. */
        dueSoon: z.number(),
        away: z.number(),
        wrongOwner7Days: z.number(),
      }),
      /** Not decided yet, or held; longest waiting first. */
      waiting: z.array(
        z.object({
          ...listedLead.shape,
          since: time,
          held: z.boolean(),
          pool: z.nullable(z.string()),
        }),
      ),
      late: z.array(listedHandoff),
      dueSoon: z.array(listedHandoff),
      away: z.array(
        z.object({
          name: z.string(),
          why: z.enum(['away', 'out_of_office', 'off_duty', 'inactive']),
          until: z.nullable(time),
          /** What else there is to say: that it was set in Baton, which holiday it is. */
          note: z.optional(z.string()),
          pools: z.array(z.string()),
          openHandoffs: z.number(),
        }),
      ),
      wrongOwner: z.array(z.object({ ...listedLead.shape, owner: z.string(), reason: z.string(), at: time })),
    }),
  }),
  refusal,
]);
export type TodayAnswer = z.infer<typeof todayAnswer>;
export type Today = Extract<TodayAnswer, { ok: true }>['today'];

/** GET /pages/exceptions */
export const exceptionsAnswer = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    exceptions: z.object({
      asOf: time,
      /** May the viewer try put-aside leads again? */
      mayRelease: z.boolean(),
      open: z.array(
        z.object({
          kind: z.string(),
          subject: z.string(),
          sentence: z.string(),
          count: z.number(),
          firstAt: time,
          lastAt: time,
        }),
      ),
      deadLetters: z.array(
        z.object({ ...listedLead.shape, attempts: z.number(), error: z.nullable(z.string()), since: time }),
      ),
    }),
  }),
  refusal,
]);
export type ExceptionsAnswer = z.infer<typeof exceptionsAnswer>;
export type Exceptions = Extract<ExceptionsAnswer, { ok: true }>['exceptions'];

/** POST /pages/exceptions/release */
export const releaseAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), released: z.number() }),
  refusal,
]);
