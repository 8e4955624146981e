import { expect, it } from 'vitest';
import { policyDocument, pool } from '../../policy/fixtures.ts';
import { showPolicy } from './policy-shown.ts';

const published = { version: 7, effectiveFrom: new Date('2026-03-10T12:00:00Z'), authorUserId: 5, note: 'Why' };

it('names people as far as they are known, and the author', () => {
  const shown = showPolicy({ ...published, document: policyDocument({ pools: [pool('sales')] }) }, null);
  expect(shown).toMatchObject({
    version: 7,
    since: '2026-03-10T12:00:00.000Z',
    by: 'User 5',
    note: 'Why',
    defaultPool: 'sales',
    pools: [{ name: 'sales', label: 'sales', people: ['Owner anna', 'Owner ben', 'Owner cleo'] }],
  });
  expect(shown?.text.map(({ title }) => title)).toContain('Pool “sales”');
});

it('stays far below what HubSpot lets through, however large an account is', () => {
  const document = policyDocument({
    pools: Array.from({ length: 1_000 }, (_, n) =>
      pool(`Pool number ${n}`, {
        members: Array.from({ length: 100 }, (_person, m) => ({ ownerId: `${n * 100 + m}` })),
      }),
    ),
    defaultPool: 'Pool number 0',
  });
  const shown = showPolicy({ ...published, document }, null);
  expect(shown?.pools[0]?.people).toEqual(['Owner 0', 'Owner 1', 'Owner 2', '97 more']);
  expect(Buffer.byteLength(JSON.stringify(shown))).toBeLessThan(300_000);
});
