import type { PolicyDocument } from '../schema.ts';
import type { Section } from './words.ts';

/** What becomes of leads that no person gets yet. */
export function nurtureSection({ nurture }: PolicyDocument): Section {
  const { list, sequence } = nurture ?? {};
  return {
    title: 'What becomes of nurtured leads',
    lines: [
      ...(list === undefined
        ? []
        : [`They are put on HubSpot's list ${list}, and taken off it again when a person gets them.`]),
      ...(sequence === undefined
        ? []
        : [
            `They are enrolled in HubSpot's sequence ${sequence.id}, in the name of ${sequence.senderEmail}, unless they have opted out of e-mail. It ends by itself when they reply.`,
          ]),
    ],
  };
}
