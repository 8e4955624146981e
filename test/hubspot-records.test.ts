import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCompanyCache } from '../src/hubspot/company-cache.ts';
import { readLeads } from '../src/hubspot/leads.ts';
import { answer, localServer, stored } from './hubspot-local-server.ts';

const local = localServer();

const inputs = z.object({
  inputs: z.array(
    z.object({
      id: z.string().optional(),
      objectWriteTraceId: z.string().optional(),
      properties: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
const contact = (id: string, properties: Record<string, string | null> = {}) => ({
  ...stored(id),
  properties: { associatedcompanyid: null, ...properties },
  propertiesWithHistory: {
    hubspot_owner_id: [
      { value: '9', timestamp: '2026-11-20T10:00:00Z', sourceType: 'CRM_UI', sourceId: 'userId:7' },
      { value: '', timestamp: '2026-11-20T09:00:00Z', sourceType: 'INTEGRATION', sourceId: '1001' },
    ],
  },
});

describe('batches', () => {
  it('answers each input of a 207 for itself', async () => {
    local.handle = (_request, response) =>
      answer(response, 207, {
        results: [stored('1'), stored('99', { objectWriteTraceId: '4' })],
        errors: [
          { category: 'OBJECT_NOT_FOUND', message: '..', context: { ids: ['2'] } },
          {
            category: 'VALIDATION_ERROR',
            message: '..',
            errors: [{ code: 'INVALID_OPTION', context: { propertyName: ['a'] } }],
            context: { objectWriteTraceId: ['3'] },
          },
        ],
      });
    const ends = await local
      .setUp()
      .portal.updateContacts(['1', '2', '3', '4'].map((contactId) => ({ contactId, properties: { a: 'b' } })));
    expect(ends.get('1')).toEqual({ ok: true, id: '1' });
    expect(ends.get('2')).toMatchObject({ ok: false, error: { code: 'record_gone' } });
    expect(ends.get('3')).toMatchObject({ ok: false, error: { code: 'write_refused', properties: ['a'] } });
    expect(ends.get('4')).toEqual({ ok: true, id: '99' });
  });

  it('finds the one bad input of a batch that is refused as a whole', async () => {
    let calls = 0;
    local.handle = ({ body }, response) => {
      calls += 1;
      const batch = inputs.parse(body).inputs;
      if (batch.some(({ id }) => id === '13')) {
        return answer(response, 400, {
          category: 'VALIDATION_ERROR',
          errors: [{ code: 'X', context: { propertyName: ['p'] } }],
        });
      }
      return answer(response, 200, { results: batch.map(({ id }) => stored(id ?? '')) });
    };
    const ids = Array.from({ length: 40 }, (_, index) => String(index));
    const ends = await local
      .setUp()
      .portal.updateContacts(ids.map((contactId) => ({ contactId, properties: { p: '1' } })));
    expect([...ends].filter(([, end]) => !end.ok).map(([id]) => id)).toEqual(['13']);
    expect(ends.size).toBe(40);
    expect(calls).toBeLessThan(16);
  });

  it('never sends a create again that may have happened', async () => {
    let calls = 0;
    local.handle = (_request, response) => {
      calls += 1;
      response.socket?.destroy();
    };
    const tasks = ['m1', 'm2'].map((mark) => ({ mark, contactId: '1', properties: { hs_task_body: `baton:${mark}` } }));
    const ends = await local.setUp().portal.createTasks(tasks);
    expect([...ends.values()]).toMatchObject([
      { error: { code: 'outcome_unknown' } },
      { error: { code: 'outcome_unknown' } },
    ]);
    expect(calls).toBe(1);
  });

  it.each([true, false])('knows created tasks by trace id or mark (echoed: %s)', async (echoed) => {
    local.handle = ({ body }, response) =>
      answer(response, 201, {
        results: inputs
          .parse(body)
          .inputs.toReversed()
          .map((input, index) =>
            stored(`t${index}`, {
              objectWriteTraceId: echoed ? input.objectWriteTraceId : undefined,
              properties: input.properties,
            }),
          ),
      });
    const tasks = ['m1', 'm2'].map((mark) => ({
      mark,
      contactId: '1',
      properties: { hs_task_body: `<p>baton:${mark}</p>` },
    }));
    const ends = await local.setUp().portal.createTasks(tasks);
    expect(Object.fromEntries(ends)).toEqual({ m1: { ok: true, id: 't1' }, m2: { ok: true, id: 't0' } });
  });

  it('leaves out properties that the portal lacks, and remembers them', async () => {
    const sent: string[][] = [];
    local.handle = ({ body }, response) => {
      const [input] = inputs.parse(body).inputs;
      const names = Object.keys(input?.properties ?? {});
      sent.push(names);
      if (!names.includes('baton_x')) return answer(response, 200, { results: [stored('1')] });
      const complaint = [
        { isValid: false, message: '..', error: 'PROPERTY_DOESNT_EXIST', name: 'baton_x', portalId: 1 },
      ];
      return answer(response, 400, {
        category: 'VALIDATION_ERROR',
        message: `Property values were not valid: ${JSON.stringify(complaint)}`,
      });
    };
    const { portal } = local.setUp();
    const update = [{ contactId: '1', properties: { hubspot_owner_id: '7', baton_x: 'y' } }];
    expect(await portal.updateContacts(update)).toEqual(new Map([['1', { ok: true, id: '1' }]]));
    await portal.updateContacts(update);
    expect(sent).toEqual([['hubspot_owner_id', 'baton_x'], ['hubspot_owner_id'], ['hubspot_owner_id']]);
  });
});

describe('reading leads', () => {
  it('reads 60 contacts of two companies in three calls and asks no company twice', async () => {
    const paths: string[] = [];
    local.handle = ({ path, body }, response) => {
      paths.push(path);
      const results = inputs
        .parse(body)
        .inputs.map(({ id = '' }) =>
          path.includes('companies')
            ? { ...stored(id), properties: { name: `c${id}` } }
            : contact(id, { associatedcompanyid: Number(id) % 2 ? '5' : '6' }),
        );
      answer(response, 200, { results });
    };
    const { portal } = local.setUp();
    const ids = Array.from({ length: 60 }, (_, index) => String(index));
    const leads = await portal.readLeads(ids);
    expect(leads.size).toBe(60);
    expect(leads.get('3')).toMatchObject({
      contactId: '3',
      company: { companyId: '5', properties: { name: 'c5' } },
      ownerHistory: [
        { ownerId: '9', source: 'CRM_UI', userId: 7 },
        { ownerId: null, source: 'INTEGRATION', sourceId: '1001', userId: null },
      ],
    });
    await portal.readLeads(['3']);
    expect(paths.filter((path) => path.includes('companies'))).toHaveLength(1);
    expect(paths).toHaveLength(4);
    await portal.readLeads(['3'], { maxCompanyAgeMs: 0 });
    expect(paths.filter((path) => path.includes('companies'))).toHaveLength(2);
  });

  it('reads what else is asked for, and a company again where it was read without that', async () => {
    const asked: string[] = [];
    local.handle = ({ path, body }, response) => {
      const { properties } = z.object({ properties: z.array(z.string()) }).parse(body);
      const own = properties.filter((name) => name.startsWith('own_'));
      asked.push(`${path.includes('companies') ? 'company' : 'contact'} ${own.join()}`);
      const results = path.includes('companies')
        ? [{ ...stored('5'), properties: { own_tier: own.includes('own_tier') ? 'gold' : undefined } }]
        : [contact('1', { associatedcompanyid: '5' })];
      answer(response, 200, { results });
    };
    const { portal } = local.setUp();
    const tierOf = async (company: string[], contactToo: string[] = []) => {
      const leads = await portal.readLeads(['1'], { also: { contact: contactToo, company } });
      return leads.get('1')?.company?.properties['own_tier'];
    };
    expect(await tierOf([])).toBeUndefined();
    expect(await tierOf(['own_tier'], ['own_plan'])).toBe('gold');
    // what was read with more serves those who need less
    expect(await tierOf([])).toBe('gold');
    expect(asked).toEqual(['contact ', 'company ', 'contact own_plan', 'company own_tier', 'contact ']);
  });

  it('asks the associations where the property is absent, and takes the primary company', async () => {
    local.handle = ({ path }, response) => {
      if (path.includes('/contacts/companies/')) {
        return answer(response, 207, {
          results: [
            {
              from: { id: '1' },
              to: [
                { toObjectId: 8, associationTypes: [{ typeId: 279 }] },
                { toObjectId: 9, associationTypes: [{ typeId: 1 }, { typeId: 279 }] },
              ],
            },
          ],
          errors: [
            {
              status: 'error',
              category: 'OBJECT_NOT_FOUND',
              subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
              context: { fromObjectId: ['2'] },
            },
          ],
        });
      }
      if (path.includes('companies'))
        return answer(response, 200, { results: [{ ...stored('9'), properties: { name: 'nine' } }] });
      return answer(response, 200, {
        results: [
          { ...contact('1'), properties: {} },
          { ...contact('2'), properties: {} },
        ],
      });
    };
    const leads = await local.setUp().portal.readLeads(['1', '2']);
    expect(leads.get('1')?.company?.companyId).toBe('9');
    expect(leads.get('2')?.company).toBeNull();
  });

  it('finds merged contacts under the id asked for, and leaves out those that are gone', async () => {
    local.handle = (_request, response) =>
      answer(response, 207, {
        results: [contact('10', { hs_merged_object_ids: '1;2' }), contact('30'), contact('4')],
        errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['5'] } }],
      });
    const leads = await local.setUp().portal.readLeads(['1', '3', '4']);
    expect([...leads].map(([askedFor, lead]) => [askedFor, lead.contactId])).toEqual([
      ['1', '10'],
      ['3', '30'],
      ['4', '4'],
    ]);
    local.handle = (_request, response) => answer(response, 207, { results: [contact('4')], errors: [] });
    expect([...(await local.setUp().portal.readLeads(['4', '5'])).keys()]).toEqual(['4']);
  });

  it('tells contacts that are gone from those of which HubSpot said nothing', async () => {
    local.handle = (_request, response) =>
      answer(response, 207, {
        results: [contact('1'), contact('30'), { ...contact('6'), archived: true }],
        errors: [
          { category: 'OBJECT_NOT_FOUND', context: { ids: ['2'] } },
          { status: 404, message: '..', context: { ids: ['3'] } },
          { status: 'error', category: 'INTERNAL_ERROR', context: { ids: ['4'] } },
        ],
      });
    const { portal } = local.setUp();
    const { unknown, gone } = await readLeads({ transport: local.setUp().transport, companies: createCompanyCache() }, [
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
    ]);
    expect([...unknown]).toEqual(['4', '5', '7']);
    expect([...gone].sort()).toEqual(['2', '3', '6']);
    await expect(portal.readOwners(['1', '4'])).rejects.toMatchObject({ code: 'hubspot_unavailable' });
    expect([...(await portal.readOwners(['1', '2'])).keys()]).toEqual(['1']);
  });
});
