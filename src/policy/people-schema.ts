import { z } from 'zod';
import { holidayCalendarSchema } from './holidays.ts';
import { ownerIdSchema } from './pool-schema.ts';
import { plain } from './values.ts';

const skillSchema = z.string().min(1).max(60).describe('In your own words: product-x, healthcare, french market');
/** What somebody must have to get the leads of a rule. */
export const skillsSchema = z.array(skillSchema).min(1).max(20);

const personSchema = z.strictObject({
  skills: z.array(skillSchema).max(200).optional().describe('What rules may ask for'),
  languages: z
    .array(z.string().min(2).max(8))
    .min(1)
    .max(50)
    .optional()
    .describe('ISO 639-1, instead of what HubSpot says'),
  holidays: holidayCalendarSchema.optional(),
});

export const peopleSchema = z
  .record(ownerIdSchema, personSchema)
  .describe('What HubSpot does not tell of people, by owner id');

interface Document {
  people?: z.infer<typeof peopleSchema> | undefined;
  pools: readonly { holidays?: string | undefined; members: readonly { ownerId: string }[] }[];
}

/** What a policy says of one person, ready to be asked. */
export interface PersonTerms {
  /** In their plain form. */
  skills: ReadonlySet<string>;
  /** null: those that HubSpot tells. */
  languages: readonly string[] | null;
  /** A calendar of public holidays: the person's own, else that of the first pool with one. null: none. */
  holidays: string | null;
}

/** By owner id; whoever the policy says nothing of is not there. */
export function personTerms({ people = {}, pools }: Document): ReadonlyMap<string, PersonTerms> {
  const ofPools = new Map<string, string>();
  for (const { holidays, members } of pools) {
    if (holidays === undefined) continue;
    for (const { ownerId } of members) if (!ofPools.has(ownerId)) ofPools.set(ownerId, holidays);
  }
  const named = new Map(Object.entries(people));
  return new Map(
    [...new Set([...named.keys(), ...ofPools.keys()])].map((ownerId) => {
      const { skills = [], languages = null, holidays } = named.get(ownerId) ?? {};
      const terms = {
        skills: new Set(skills.map(plain)),
        languages,
        holidays: holidays ?? ofPools.get(ownerId) ?? null,
      };
      return [ownerId, terms];
    }),
  );
}
