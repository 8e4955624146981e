import type { PolicyDocument } from '../schema.ts';
import { makeUpFindings, windowFindings } from './balance.ts';
import { coverFindings } from './cover.ts';
import { Effort } from './earlier-rules.ts';
import type { Finding, Severity } from './finding.ts';
import { holidayFindings } from './holidays.ts';
import { checkedLayers } from './layers.ts';
import { listFindings } from './lists.ts';
import { nurtureFindings } from './nurture.ts';
import { overlapFindings } from './overlap.ts';
import { peopleFindings } from './people.ts';
import { poolFindings } from './pools.ts';
import { propertyFindings } from './properties.ts';
import { reachFindings } from './reach.ts';
import { segmentFindings } from './segments.ts';
import { skillFindings } from './skills.ts';
import { slaFindings } from './sla.ts';
import { territoryFindings } from './territories.ts';
import { leadsPerDay, volumeFindings } from './volume.ts';
import type { World } from './world.ts';

/** Comparisons of two rules, per kind of check: about a second at most. */
const EFFORT = 2_000_000;
const ORDER: Record<Severity, number> = { error: 0, warning: 1, hint: 2 };

/**
 * What is wrong, or may be, with a policy that the schema has accepted, errors first. Pure. What it says of rules and
 * conditions is certain; where it cannot be sure it says nothing. What the world does not tell is not checked.
 */
export function checkPolicy({ document, world = {} }: { document: PolicyDocument; world?: World }): Finding[] {
  const layers = checkedLayers(document);
  const [reach, overlap] = [new Effort(EFFORT), new Effort(EFFORT)];
  const perDay = world.enquiries === undefined ? null : leadsPerDay(document, world.enquiries);
  const findings = [
    ...layers.flatMap((layer) => reachFindings(layer, reach)),
    ...layers.flatMap((layer) => overlapFindings(layer, overlap)),
    ...propertyFindings(document, world),
    ...poolFindings(document, world.people),
    ...(world.people === undefined
      ? []
      : [...peopleFindings(document, world.people), ...nurtureFindings(document, world.people)]),
    ...coverFindings(document, world),
    ...(world.isHolidayCalendar === undefined ? [] : holidayFindings(document, world.isHolidayCalendar)),
    ...listFindings(document),
    ...territoryFindings(document),
    ...skillFindings(document),
    ...slaFindings(document),
    ...segmentFindings(document),
    ...makeUpFindings(document),
    ...(perDay === null ? [] : [...volumeFindings(document, perDay), ...windowFindings(document, perDay)]),
    ...(reach.isSpent || overlap.isSpent ? [notFullyChecked] : []),
  ];
  return findings.sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}

/** May this policy go live? */
export function mayGoLive(findings: readonly Finding[]): boolean {
  return !findings.some(({ severity }) => severity === 'error');
}

const notFullyChecked: Finding = {
  rule: 'not_fully_checked',
  severity: 'hint',
  path: [],
  message: 'has so many rules of one kind that not all pairs of them were compared',
  proposal: null,
};
