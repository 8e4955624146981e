import { BadInput } from '../errors.ts';
import { coverIn, gapsInWords } from '../policy/checks/cover.ts';
import { DAYS_AHEAD } from '../policy/cover/cover.ts';
import { policySchema, type PolicyDocument } from '../policy/schema.ts';
import { checkDraft } from '../publishing/check-draft.ts';
import type { PortalStore } from '../store/store.ts';
import { policyInForce } from '../store/tables/policies.ts';
import { findingLines, printedFindings } from './finding-lines.ts';
import type { Answer } from './policy.ts';
import { textOf } from './text-of.ts';
import { worldIn } from './world-in.ts';

/**
 * `baton cover [FILE]`: for each place that the policy in force, or the draft in FILE, sends leads to, whether somebody is
 * there over the next 30 days. Exit code 1 where nobody ever is. Throws BadInput.
 */
export async function coverCommand(portal: PortalStore, file: string | null, json: boolean): Promise<Answer> {
  const text = file === null ? null : await textOf(file, 'FILE');
  return portal.transaction(async (tx) => {
    const world = await worldIn(tx);
    let document: PolicyDocument;
    if (file === null || text === null) {
      const stored = await policyInForce(tx, new Date());
      if (stored === null) throw new BadInput('This account has no policy yet', { place: '--portal' });
      document = policySchema.parse(stored.document);
    } else {
      const draft = checkDraft(file.endsWith('.json') ? { text, format: 'json' } : { text }, world);
      if (draft.document === null) return { lines: findingLines(file, printedFindings(draft.findings)), code: 1 };
      document = draft.document;
    }
    const covers = coverIn(document, world.presence);
    if (covers === null) throw new BadInput('The policy sends leads to too many places to look ahead for each');
    const code = covers.some(({ covered }) => covered === 0) ? 1 : 0;
    if (json) return { lines: [JSON.stringify({ days: DAYS_AHEAD, destinations: covers })], code };
    const names = new Map(world.people?.map(({ ownerId, name }) => [ownerId, name]));
    const nameOf = (ownerId: string) => names.get(ownerId) || `owner ${ownerId}`;
    const zone = world.presence?.timeZone ?? 'UTC';
    return {
      lines: [
        `The next ${DAYS_AHEAD} days, hour by hour, in ${zone}:`,
        ...covers.flatMap((cover) => {
          const { destination, covered, hours, longestWithout, gaps } = cover;
          const who = destination.rules.length === 0 ? 'what no rule names' : destination.rules.join(', ');
          return [
            `${destination.pool}${destination.skills.length === 0 ? '' : ` (${destination.skills.join(', ')})`}: somebody is there in ${covered} of ${hours} hours; longest without anybody ${longestWithout} h (${who})`,
            ...(gaps.length === 0 ? [] : [`  ${gapsInWords(cover, { zone, nameOf })}`]),
          ];
        }),
      ],
      code,
    };
  });
}
