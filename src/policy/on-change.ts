import { z } from 'zod';

/** Facts that say whose lead it is: where it is, how large, which language, whose company. */
const REROUTE = [
  'contact.country',
  'contact.state',
  'contact.zip',
  'contact.hs_language',
  'contact.numberofemployees',
  'contact.industry',
  'contact.associatedcompanyid',
  'company.numberofemployees',
  'company.industry',
  'company.country',
  'company.state',
  'company.zip',
  'company.hubspot_owner_id',
];

const field = z
  .string()
  .regex(/^(?:contact|company)\.[a-z][a-z0-9_]*$/, 'must look like contact.country or company.industry')
  .refine((name) => name !== 'contact.hubspot_owner_id', 'is what a person decides: that is never routed again')
  .describe('contact.<property> or company.<property>; contact.associatedcompanyid: which company it belongs to');
const fields = z.array(field).max(200);

/** Which changes of facts move an open handoff to somebody else. */
export const onChangeSchema = z.strictObject({
  reroute: fields.default(REROUTE).describe('While nobody has accepted it'),
  hard: fields.default([]).describe('Also when somebody has accepted it or acted on it'),
});

/** The same, ready to be asked. */
export interface OnChange {
  reroute: ReadonlySet<string>;
  hard: ReadonlySet<string>;
}

export function onChangeOf({ onChange }: { onChange?: z.infer<typeof onChangeSchema> | undefined }): OnChange {
  const { reroute, hard } = onChange ?? onChangeSchema.parse({});
  return { reroute: new Set(reroute), hard: new Set(hard) };
}
