import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BUYING_STAGES, INTENTS, REPLY_CLASSES, RISK_FLAGS, URGENCIES } from '../src/policy/taxonomy.ts';

const labelledEnquiry = z.object({
  id: z.string(),
  text: z.string(),
  /** HubSpot's property names. */
  contact: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  intent: z.enum(INTENTS),
  urgency: z.enum(URGENCIES),
  stage: z.enum(BUYING_STAGES),
  risk_flags: z.array(z.enum(RISK_FLAGS)),
});
const labelledReply = z.object({
  id: z.string(),
  subject: z.string().default(''),
  text: z.string(),
  class: z.enum(REPLY_CLASSES),
});
export type LabelledEnquiry = z.infer<typeof labelledEnquiry>;
export type LabelledReply = z.infer<typeof labelledReply>;

/** What people have said that messages are. A set has enquiries, replies or both. */
export interface LabelledSet {
  enquiries: LabelledEnquiry[];
  replies: LabelledReply[];
}

/** Reads a set in JSON Lines: a line with `intent` is an enquiry, one with `class` a reply. Throws with file and line. */
export function readSet(file: string): LabelledSet {
  const set: LabelledSet = { enquiries: [], replies: [] };
  for (const [at, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const row: unknown = JSON.parse(line);
      if (typeof row === 'object' && row !== null && 'class' in row) set.replies.push(labelledReply.parse(row));
      else set.enquiries.push(labelledEnquiry.parse(row));
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : 'This is not JSON.';
      throw new Error(`${file}, line ${at + 1}: ${why}`, { cause: error });
    }
  }
  return set;
}
