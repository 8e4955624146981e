import { describe, expect, it } from 'vitest';
import { person } from '../hubspot/fixtures.ts';
import { compilePolicy } from '../policy/compile.ts';
import { policyDocument } from '../policy/fixtures.ts';
import { followUpTask, type FollowUpTerms } from './follow-up.ts';

const MARK = '11111111-1111-4111-8111-111111111111';
const WEEKDAYS = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 540, endMinute: 1_020 }));

function task(days: number, o: { clock?: 'working_hours' | 'always'; say?: string; now?: string } = {}) {
  const { clock = 'working_hours', say = 'Call again.', now = '2026-11-26T10:00:00Z' } = o;
  const anna = person('80', { timeZone: 'Europe/Berlin', workingHours: WEEKDAYS });
  const terms: FollowUpTerms = {
    policy: compilePolicy(policyDocument({ sla: { minutes: { high: 5, normal: 15, low: 60 }, clock } })),
    directory: { people: [anna], teams: [], fetchedAtMs: 0 },
    portal: { portalId: 1, uiDomain: 'app.hubspot.com', timeZone: 'Europe/Berlin' },
    now: new Date(now),
  };
  const handoff = { handoffId: MARK, contactId: '5', ownerId: '80', pool: null };
  return followUpTask({ afterDays: days, action: 'call', say }, { handoff, terms, mark: MARK });
}

describe('a further task', () => {
  it.each([
    ['the same time of day where its owner works then', 1, '2026-11-27T10:00:00.000Z'],
    ['when they open, where they do not', 2, '2026-11-30T08:00:00.000Z'],
  ])('is due at %s', (_name, days, due) => {
    expect(task(days)).toMatchObject({ hs_timestamp: due, hubspot_owner_id: '80', hs_task_type: 'CALL' });
  });

  it('is due by the calendar where the clock runs day and night', () => {
    expect(task(2, { clock: 'always' })['hs_timestamp']).toBe('2026-11-28T10:00:00.000Z');
  });

  it('says what the policy says, escaped, and carries its mark', () => {
    const { hs_task_subject: subject, hs_task_body: body } = task(1, { say: 'Ask <b>who</b> signs' });
    expect(subject).toBe('Call: Ask <b>who</b> signs');
    expect(body).toContain('Ask &lt;b&gt;who&lt;/b&gt; signs');
    expect(body).toContain(MARK);
  });
});
