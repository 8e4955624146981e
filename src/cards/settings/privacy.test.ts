import { expect, it } from 'vitest';
import { KEPT_DAYS } from '../../install/suspend.ts';
import { FINISHED_WRITE_DAYS } from '../../store/tables/crm-writes-prune.ts';
import { EVENT_KEY_DAYS } from '../../store/tables/webhook-events.ts';
import { PRIVACY } from './privacy.ts';

it('names the periods that the code keeps', () => {
  const kept = PRIVACY.map((row) => row.kept).join(' ');
  for (const days of [EVENT_KEY_DAYS, FINISHED_WRITE_DAYS, KEPT_DAYS]) expect(kept).toContain(`${days} days`);
});

it('says of each thing what it is, how it is kept and how long', () => {
  for (const row of PRIVACY) for (const text of Object.values(row)) expect(text).toMatch(/^\S.*\.$/);
});
