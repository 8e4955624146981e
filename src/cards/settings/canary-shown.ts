import { BOUNDS, shareInterval, type ArmFigures, type Trouble } from '../../policy/canary.ts';
import { leadsOf } from '../../publishing/canary.ts';
import type { PortalTx } from '../../store/store.ts';
import { canaryFigures, newestCanary } from '../../store/tables/canaries.ts';
import { portalById } from '../../store/tables/portals.ts';
import type { ShownCanary } from '../contract/index.ts';

const TROUBLES: readonly (readonly [Trouble, string])[] = [
  ['wrongOwner', 'Wrong owner'],
  ['held', 'Waiting, nobody free'],
  ['refused', 'Write refused'],
];

/** How the leads of the draft that is tried, or was tried last, fare beside the others; null: there never was one. */
export async function canaryShown(tx: PortalTx): Promise<ShownCanary | null> {
  const canary = await newestCanary(tx);
  if (canary === null) return null;
  const ledger = (await portalById(tx))?.mode === 'observe' ? 'observe' : 'live';
  const figures = await canaryFigures(tx, { ...canary, until: canary.endedAt }, ledger);
  return {
    version: canary.version,
    followers: canary.percent === 0 && canary.countries.length === 0 ? null : leadsOf(canary),
    since: canary.startedAt.toISOString(),
    ended: canary.endedAt?.toISOString() ?? null,
    sentence: canary.sentence,
    leads: { draft: figures.canary.leads, others: figures.others.leads },
    troubles: TROUBLES.map(([trouble, label]) => ({
      label,
      draft: shareOf(figures.canary, trouble),
      others: shareOf(figures.others, trouble),
      bound: BOUNDS[trouble],
    })),
  };
}

function shareOf(figures: ArmFigures, trouble: Trouble): { count: number; low: number; high: number } {
  return { count: figures[trouble], ...shareInterval(figures[trouble], figures.leads) };
}
