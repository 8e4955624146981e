import type { Logger } from 'pino';
import { codeOf } from '../errors.ts';
import type { Directory } from '../hubspot/lead.ts';
import { coverIn, gapsInWords } from '../policy/checks/cover.ts';
import type { ReadPolicy } from '../policy-in-force.ts';
import { worldOf } from '../publishing/account-world.ts';
import type { PortalTx, Store } from '../store/store.ts';
import { openExceptions, raiseException, resolveExceptions } from '../store/tables/exceptions.ts';
import { overridesInForce } from '../store/tables/person-overrides.ts';
import { policyHead } from '../store/tables/policies.ts';
import { listPortals, portalById } from '../store/tables/portals.ts';

const KIND = 'cover_gap';
/** A gap is told so long before it begins. */
const AHEAD_MS = 7 * 86_400_000;

/**
 * Names for every account the pools in which nobody will be there within the next week although somebody would be at work, an
 * exception each; one that no longer holds is resolved. One account's trouble does not stop the others.
 */
export async function noteCoverOfAll(deps: {
  store: Store;
  directory(portalId: number): Promise<Directory>;
  policyInForce: ReadPolicy;
  logger: Logger;
}): Promise<void> {
  for (const { portalId, status } of await listPortals(deps.store.sweep)) {
    if (status !== 'active') continue;
    try {
      const directory = await deps.directory(portalId);
      await deps.store
        .forPortal(portalId)
        .transaction((tx) => noteCover(tx, { directory, policyInForce: deps.policyInForce, now: new Date() }));
    } catch (error) {
      deps.logger.warn({ portalId, code: codeOf(error) }, 'Who will be there could not be told');
    }
  }
}

/** The same for one account. */
export async function noteCover(
  tx: PortalTx,
  { directory, policyInForce, now }: { directory: Directory; policyInForce: ReadPolicy; now: Date },
): Promise<void> {
  const head = await policyHead(tx, now);
  const portal = await portalById(tx);
  if (head === null || portal === null) return;
  const { document } = (await policyInForce(tx, now, head)).compiled;
  const overrides = await overridesInForce(tx, now);
  const { presence } = await worldOf({
    people: directory.people,
    properties: null,
    presence: { now, timeZone: portal.timeZone, overrides },
  });
  const names = new Map(directory.people.map(({ ownerId, name }) => [ownerId, name]));
  const nameOf = (ownerId: string) => names.get(ownerId) || `owner ${ownerId}`;
  const gaps = (coverIn(document, presence) ?? []).flatMap((cover) => {
    const soon = cover.gaps.filter(({ fromMs, leads }) => leads === 'wait' && fromMs < now.getTime() + AHEAD_MS);
    return soon.length === 0 ? [] : [{ ...cover, gaps: soon }];
  });
  const told = new Set((await openExceptions(tx, { kinds: [KIND] })).map(({ sentence }) => sentence));
  for (const cover of gaps) {
    const sentence = `The policy ${gapsInWords(cover, { zone: portal.timeZone, nameOf })}. Add somebody, or name where leads overflow then.`;
    // It is looked at every hour; how often says nothing.
    if (!told.has(sentence)) await raiseException(tx, { kind: KIND, subject: subjectOf(cover.destination), sentence });
  }
  await resolveExceptions(tx, { kinds: [KIND], except: gaps.map(({ destination }) => subjectOf(destination)) });
}

function subjectOf({ pool, skills }: { pool: string; skills: readonly string[] }): string {
  return [pool, ...skills].join(' + ');
}
