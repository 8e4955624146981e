import { z } from 'zod';
import { ownerIdSchema } from './pool-schema.ts';
import { plain } from './values.ts';

const skillSchema = z.string().min(1).max(60).describe('In your own words: product-x, healthcare, french market');
/** What somebody must have to get the leads of a rule. */
export const skillsSchema = z.array(skillSchema).min(1).max(20);

const personSchema = z.strictObject({
  skills: z.array(skillSchema).max(200).optional().describe('What rules may ask for'),
});

export const peopleSchema = z
  .record(ownerIdSchema, personSchema)
  .describe('What HubSpot does not tell of people, by owner id');
type PeopleOfPolicy = z.infer<typeof peopleSchema>;

/** What a policy says of one person, ready to be asked. */
export interface PersonTerms {
  /** In their plain form. */
  skills: ReadonlySet<string>;
}

/** By owner id; whoever the policy says nothing of is not there. */
export function personTerms(people: PeopleOfPolicy | undefined): ReadonlyMap<string, PersonTerms> {
  return new Map(
    Object.entries(people ?? {}).map(([ownerId, { skills = [] }]) => [ownerId, { skills: new Set(skills.map(plain)) }]),
  );
}
