import type { PolicyDocument } from '../schema.ts';
import type { Finding } from './finding.ts';

/** Segments that change nothing. */
export function segmentFindings({ segments = {}, sla }: PolicyDocument): Finding[] {
  return Object.keys(segments).flatMap((name): Finding[] =>
    Object.hasOwn(sla.bySegment ?? {}, name)
      ? []
      : [
          {
            rule: 'unused_segment',
            severity: 'warning',
            path: ['segments', name],
            message: 'has no minutes under sla.bySegment, so that it changes nothing',
            proposal: 'give it minutes, or remove it',
          },
        ],
  );
}
