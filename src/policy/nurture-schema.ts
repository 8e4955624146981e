import { z } from 'zod';

/** HubSpot's ids are digits; quoted, because YAML would read a number. */
const hubspotId = z.string().regex(/^\d{1,20}$/, 'must be digits in quotes');

const sequenceSchema = z.strictObject({
  id: hubspotId.describe('Of the sequence, as its address in HubSpot ends'),
  senderUserId: hubspotId.describe('HubSpot user id of the person in whose name it writes; not their owner id'),
  senderEmail: z.email('must be an e-mail address').max(320).describe("Of that person's connected inbox"),
});

/** What becomes of leads that end nurtured: absent in a policy, nothing does but that they say so. */
export const nurtureSchema = z
  .strictObject({
    list: hubspotId.optional().describe('A list of contacts that HubSpot does not fill by itself; its id'),
    sequence: sequenceSchema.optional().describe('Never for who has opted out of e-mail'),
  })
  .refine(({ list, sequence }) => list !== undefined || sequence !== undefined, 'must name a list, a sequence or both');

export type Nurture = z.infer<typeof nurtureSchema>;
export type NurtureSequence = z.infer<typeof sequenceSchema>;
