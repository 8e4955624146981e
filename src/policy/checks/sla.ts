import type { PolicyDocument } from '../schema.ts';
import type { Finding } from './finding.ts';

/** Where something more urgent may wait longer than something less urgent. */
export function slaFindings({ sla }: PolicyDocument): Finding[] {
  const places = [
    { minutes: sla.minutes, path: ['sla', 'minutes'] },
    ...Object.entries(sla.byPool).map(([pool, minutes]) => ({
      minutes: { ...sla.minutes, ...minutes },
      path: ['sla', 'byPool', pool],
    })),
    ...Object.entries(sla.bySegment ?? {}).map(([segment, minutes]) => ({
      minutes: { ...sla.minutes, ...minutes },
      path: ['sla', 'bySegment', segment],
    })),
  ];
  return places.flatMap(({ minutes: { high, normal, low }, path }): Finding[] => {
    if (high <= normal && normal <= low) return [];
    const message = `gives more urgent leads more time (high ${high}, normal ${normal}, low ${low} minutes)`;
    return [
      {
        rule: 'sla_order',
        severity: 'warning',
        path,
        message,
        proposal: 'let high be the shortest and low the longest',
      },
    ];
  });
}
