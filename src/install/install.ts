import type { Logger } from 'pino';
import { BatonError, codeOf } from '../errors.ts';
import type { HubSpot, HubSpotPortal } from '../hubspot/client.ts';
import type { Grant } from '../hubspot/oauth.ts';
import { releaseDeadLetters, wakeFailed } from '../mailbox/dead-letters.ts';
import type { PortalStore, PortalTx, Store } from '../store/store.ts';
import { raiseException, resolveException, resolveExceptions } from '../store/tables/exceptions.ts';
import { lookAtAll } from '../store/tables/handoff-clocks.ts';
import type { ReadCatalogue } from './catalogue.ts';
import type { Directories } from './directory.ts';
import { ensurePolicy } from './ensure-policy.ts';
import { resumePortal } from './suspend.ts';
import type { Tokens } from './tokens.ts';

/** Kind of the exceptions that name a property of Baton's which a portal lacks. */
export const MISSING_PROPERTY = 'missing_property';

export interface InstallDeps {
  store: Store;
  hubspot: HubSpot;
  tokens: Tokens;
  directories: Directories;
  catalogue: ReadCatalogue;
  /** Rings all bells of a portal. */
  ringAll(portalId: number): Promise<void>;
  logger: Logger;
}

export interface Installed {
  portalId: number;
  /** `new`, taken up again after a suspension, or only renewed. */
  kind: 'new' | 'resumed' | 'renewed';
  mode: 'observe' | 'live' | 'paused';
  /** What could not be set up, in sentences; each is shown on the settings page too. */
  problems: string[];
}

/**
 * Makes a portal of a grant: stores it, takes a suspended portal up again, creates the contact properties, reads the people
 * and writes a first policy from them, and gives leads that were put aside another chance. Nobody's owner changes: a new
 * portal observes. What HubSpot refuses on the way is reported and raised as an exception; the installation stands. Safe to
 * repeat.
 */
export async function install(deps: InstallDeps, grant: Grant): Promise<Installed> {
  const { store, tokens, hubspot } = deps;
  const { portalId } = grant;
  const portal = store.forPortal(portalId);
  const { created } = await store.createPortal(portalId);
  // Tokens first: a portal that is taken up again finds work at once.
  await tokens.save(portalId, grant);
  const { mode, resumed } = await portal.transaction(async (tx) => {
    const wasSuspended = await resumePortal(tx);
    // Between two grants HubSpot told of nothing, deletions included, whether or not Baton noticed that one had ended.
    await lookAtAll(tx);
    const row = await tx.db
      .updateTable('portals')
      .set({ scopes: grant.scopes, ...(grant.userId === null ? {} : { installed_by_user_id: grant.userId }) })
      .where('portal_id', '=', portalId)
      .returning('mode')
      .executeTakeFirstOrThrow();
    return { mode: row.mode, resumed: wasSuspended };
  });

  const access = hubspot.forPortal(portalId, 'fresh');
  const problems: string[] = [];
  const account = await step('account', 'The account details could not be read', () => access.accountDetails());
  if (account !== null) await portal.transaction((tx) => storeAccount(tx, account));
  await step('properties', 'The contact properties could not be set up', () => setUpProperties(portal, access));
  await readProperties();
  const directory = await step('directory', 'The people of the account could not be read', () =>
    deps.directories.refresh(portalId),
  );
  // Without its people there is no policy; upkeep writes it as soon as they can be read.
  if (directory !== null) await ensurePolicy({ store, directory: async () => directory }, portalId);
  // What they failed of may just have been mended.
  const released = (await releaseDeadLetters(portal, 'all')) + (await wakeFailed(portal));
  if (released > 0) deps.logger.info({ portalId, released }, 'Leads that had failed are tried again');
  await deps.ringAll(portalId);
  return { portalId, kind: created ? 'new' : resumed ? 'resumed' : 'renewed', mode, problems };

  /** For checks of policies; where it fails, the settings page reads them when somebody looks. */
  async function readProperties(): Promise<void> {
    try {
      await deps.catalogue(portalId);
    } catch (error) {
      if (!(error instanceof BatonError)) throw error;
      deps.logger.warn({ portalId, code: codeOf(error) }, "An account's properties could not be read");
    }
  }

  async function step<T>(subject: string, what: string, work: () => Promise<T>): Promise<T | null> {
    try {
      const result = await work();
      await portal.transaction((tx) => resolveException(tx, { kind: 'install', subject }));
      return result;
    } catch (error) {
      // Only what HubSpot said is part of an installation; our own store failing is not.
      if (!(error instanceof BatonError)) throw error;
      const sentence = `${what}: ${error.sentence}`;
      deps.logger.warn({ portalId, step: subject, code: codeOf(error) }, 'A step of an installation failed');
      await portal.transaction((tx) => raiseException(tx, { kind: 'install', subject, sentence }));
      problems.push(sentence);
      return null;
    }
  }
}

/** What HubSpot lacks is kept by property, for the settings page; refusals from before may be mended by this. */
async function setUpProperties(portal: PortalStore, access: HubSpotPortal): Promise<void> {
  const { missing } = await access.ensureProperties();
  await portal.transaction(async (tx) => {
    await resolveExceptions(tx, { kinds: ['refused_write', 'missing_scope'] });
    await resolveExceptions(tx, { kinds: [MISSING_PROPERTY], except: missing });
    for (const subject of missing.toSorted()) {
      const sentence = `HubSpot has no usable property "${subject}" and did not let Baton make one. It is left out of what Baton writes.`;
      await raiseException(tx, { kind: MISSING_PROPERTY, subject, sentence });
    }
  });
  if (missing.length === 0) return;
  throw new BatonError({
    code: 'properties_missing',
    sentence: `HubSpot did not let Baton create ${missing.join(', ')}. Baton works without them.`,
    details: { missing },
  });
}

async function storeAccount(tx: PortalTx, account: { timeZone: string; uiDomain: string }): Promise<void> {
  await tx.db
    .updateTable('portals')
    .set({ time_zone: knownTimeZone(account.timeZone), ui_domain: account.uiDomain })
    .where('portal_id', '=', tx.portalId)
    .execute();
}

function knownTimeZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
