import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PORTAL, startScene, type Scene } from './emulator-portal.ts';

let scene: Scene;
let token: string;
beforeAll(async () => {
  scene = await startScene({ rateLimit: false });
});
afterAll(() => scene.close());
beforeEach(async () => {
  await scene.control.reset();
  await scene.seedAll();
  token = (await scene.install()).access_token;
});

const contacts = '/crm/objects/2026-09/contacts';
const tasks = '/crm/objects/2026-09/tasks';
const api = (method: string, path: string, body?: unknown) => scene.api(token, method, path, body);

async function newContact(properties: Record<string, string>, source = 'FORM'): Promise<string> {
  const { contacts: made } = await scene.control.createContacts({
    portalId: PORTAL,
    source,
    contacts: [{ properties }],
  });
  return made[0]?.id ?? '';
}

describe('versions', () => {
  it.each([
    ['GET', '/crm/objects/2026-09/contacts', 200],
    ['GET', '/crm/objects/2026-03/contacts', 200],
    ['GET', '/crm/objects/v3/contacts', 404],
    ['GET', '/crm/objects/2027-03/contacts', 404],
    ['GET', '/crm/owners/2026-09', 200],
    ['GET', '/settings/users/2026-03/teams', 200],
    ['GET', '/settings/users/2026-09/teams', 404],
    ['GET', '/crm/objects/2026-03/contacts/600/associations/companies', 200],
    ['GET', '/crm/objects/2026-09/contacts/600/associations/companies', 404],
    ['GET', '/crm/objects/2026-09/unicorns', 400],
  ])('%s %s answers %i', async (method, path, status) => {
    expect((await api(method, path)).status).toBe(status);
  });
});

describe('reading', () => {
  it('answers the default properties, or those asked for; unknown ones are left out', async () => {
    const plain = await api('GET', `${contacts}/600`);
    expect(Object.keys(plain.body['properties']).toSorted()).toEqual(
      ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'].toSorted(),
    );
    expect(plain.body['url']).toBe(`https://app-eu1.hubspot.com/contacts/${PORTAL}/record/0-1/600`);
    const asked = await api(
      'GET',
      '/crm/objects/2026-09/0-1/old@acme.example?idProperty=email&properties=phone,unicorn',
    );
    expect(asked.body['id']).toBe('600');
    expect(asked.body['properties']).toMatchObject({ phone: null });
    expect(asked.body['properties']).not.toHaveProperty('unicorn');
  });

  it('answers 404, by quirk in plain text', async () => {
    expect(await api('GET', `${contacts}/999`)).toMatchObject({ status: 404, body: { category: 'OBJECT_NOT_FOUND' } });
    await scene.control.quirks({ notFoundWithoutBody: true });
    expect(await api('GET', `${contacts}/999`)).toMatchObject({ status: 404, text: 'resource not found' });
  });

  it('tells who changed what, newest first, to the millisecond', async () => {
    const id = await newContact({ email: 'a@acme.example' });
    await api('PATCH', `${contacts}/${id}`, { properties: { hubspot_owner_id: '701' } });
    await scene.control.edit(id, { portalId: PORTAL, userId: 7, properties: { hubspot_owner_id: '' } });
    const read = await api('POST', `${contacts}/batch/read`, {
      properties: ['hubspot_owner_id'],
      propertiesWithHistory: ['hubspot_owner_id'],
      inputs: [{ id }],
    });
    const [record] = read.body['results'];
    expect(record.properties.hubspot_owner_id).toBeNull();
    expect(record.propertiesWithHistory.hubspot_owner_id).toMatchObject([
      { value: '', sourceType: 'CRM_UI', sourceId: 'userId:7', updatedByUserId: 7 },
      { value: '701', sourceType: 'INTEGRATION', sourceId: '1001' },
    ]);
    const state = await scene.control.state(PORTAL);
    const history = state.contacts.find((contact) => contact.id === id)?.history.hubspot_owner_id ?? [];
    expect(history.map(({ value }) => value)).toEqual(['701', '']);
    expect(new Date(history[0]?.atMs ?? 0).toISOString()).toBe(
      record.propertiesWithHistory.hubspot_owner_id[1].timestamp,
    );
  });

  it('reads what it finds of a batch and names the rest in a 207', async () => {
    const read = await api('POST', `${contacts}/batch/read`, { inputs: [{ id: '600' }, { id: '998' }, { id: '999' }] });
    expect(read.status).toBe(207);
    expect(read.body).toMatchObject({ status: 'COMPLETE', numErrors: 1, results: [{ id: '600' }] });
    expect(read.body['errors'][0]).toMatchObject({ category: 'OBJECT_NOT_FOUND', context: { ids: ['998', '999'] } });
    const tooMany = { inputs: Array.from({ length: 101 }, (_, at) => ({ id: String(at) })) };
    expect((await api('POST', `${contacts}/batch/read`, tooMany)).status).toBe(400);
  });
});

describe('writing', () => {
  it.each([
    [{ unicorn: '1' }, 'PROPERTY_DOESNT_EXIST'],
    [{ hs_lead_status: 'new' }, 'INVALID_OPTION'],
    [{ hubspot_owner_id: '7' }, 'INVALID_OWNER_ID'],
    [{ hubspot_owner_id: '702' }, 'INVALID_OWNER_ID'],
    [{ createdate: '2026-01-01' }, 'READ_ONLY_VALUE'],
    [{ recent_conversion_date: 'soon' }, 'INVALID_DATE'],
    [{ email: 'not an address' }, 'INVALID_EMAIL'],
    [{ message: 'x'.repeat(65_537) }, 'STRING_TOO_LONG'],
  ])('refuses %o', async (properties, code) => {
    const refused = await api('PATCH', `${contacts}/600`, { properties });
    expect(refused.status).toBe(400);
    expect(refused.body['category']).toBe('VALIDATION_ERROR');
    expect(refused.body['message']).toMatch(/^Property values were not valid: \[/);
    const [problem] = JSON.parse(refused.body['message'].slice('Property values were not valid: '.length));
    expect(problem).toMatchObject({ isValid: false, error: code, name: Object.keys(properties)[0], portalId: PORTAL });
  });

  it('normalises dates and keeps what did not change out of the history', async () => {
    const properties = { recent_conversion_date: '1790000000000', email: 'old@acme.example' };
    await api('PATCH', `${contacts}/600`, { properties });
    const read = await api('GET', `${contacts}/600?propertiesWithHistory=recent_conversion_date,email`);
    expect(read.body['properties'].recent_conversion_date).toBe(new Date(1_790_000_000_000).toISOString());
    expect(read.body['propertiesWithHistory'].email).toHaveLength(1);
  });

  it('knows an e-mail address once', async () => {
    const taken = await api('POST', contacts, { properties: { email: 'OLD@acme.example' } });
    expect(taken).toMatchObject({
      status: 409,
      body: { message: 'Contact already exists. Existing ID: 600', category: 'CONFLICT' },
    });
    await api('DELETE', `${contacts}/600`);
    expect((await api('POST', contacts, { properties: { email: 'old@acme.example' } })).status).toBe(201);
  });

  it('moves the lifecycle stage forward only, except for people', async () => {
    const stage = async () =>
      (await api('GET', `${contacts}/600?properties=lifecyclestage`)).body['properties'].lifecyclestage;
    await api('PATCH', `${contacts}/600`, { properties: { lifecyclestage: 'lead' } });
    expect(await stage()).toBe('customer');
    await scene.control.edit('600', { portalId: PORTAL, userId: 7, properties: { lifecyclestage: 'lead' } });
    expect(await stage()).toBe('lead');
  });

  it('reports a bad input of a batch update beside the good ones, by quirk refuses the whole', async () => {
    const id = await newContact({ email: 'b@acme.example' });
    const inputs = [
      { id: '600', properties: { phone: '1' } },
      { id, objectWriteTraceId: 't1', properties: { unicorn: '1' } },
      { id: '999', properties: { phone: '1' } },
    ];
    const partial = await api('POST', `${contacts}/batch/update`, { inputs });
    expect(partial.status).toBe(207);
    expect(partial.body['results'].map((one: { id: string }) => one.id)).toEqual(['600']);
    expect(partial.body['errors']).toMatchObject([
      { category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['t1'] } },
      { category: 'OBJECT_NOT_FOUND', context: { ids: ['999'] } },
    ]);
    await scene.control.quirks({ batchUpdateWhole400: true });
    const whole = [{ id: '600', properties: { phone: '2' } }, ...inputs.slice(1)];
    expect((await api('POST', `${contacts}/batch/update`, { inputs: whole })).status).toBe(400);
    expect((await api('GET', `${contacts}/600?properties=phone`)).body['properties'].phone).toBe('1');
  });

  it('fails a whole batch create without trace ids, creating nothing', async () => {
    const inputs = [{ properties: { email: 'n@x.example' } }, { properties: { email: 'old@acme.example' } }];
    expect((await api('POST', `${contacts}/batch/create`, { inputs })).status).toBe(409);
    expect((await api('GET', `${contacts}/n@x.example?idProperty=email`)).status).toBe(404);
    const traced = inputs.map((input, at) => ({ ...input, objectWriteTraceId: `t${at}` }));
    const partial = await api('POST', `${contacts}/batch/create`, { inputs: traced });
    expect(partial.status).toBe(207);
    expect(partial.body['results']).toMatchObject([{ objectWriteTraceId: 't0' }]);
    expect(partial.body['errors']).toMatchObject([{ category: 'CONFLICT', context: { objectWriteTraceId: ['t1'] } }]);
  });

  it('upserts by a unique property', async () => {
    const inputs = ['old@acme.example', 'new@acme.example'].map((id) => ({
      id,
      idProperty: 'email',
      properties: { phone: '5' },
    }));
    const answer = await api('POST', `${contacts}/batch/upsert`, { inputs });
    expect(answer.status).toBe(200);
    expect(answer.body['results']).toMatchObject([{ id: '600', new: false }, { new: true }]);
    const byPhone = [{ id: '5', idProperty: 'phone', properties: {} }];
    expect((await api('POST', `${contacts}/batch/upsert`, { inputs: byPhone })).status).toBe(207);
  });

  it('binds a portal’s validation rules to 2026-09 only', async () => {
    await scene.control.faults([
      { kind: 'validation_rule', portalId: PORTAL, rule: { type: 'required', property: 'firstname' } },
      { kind: 'validation_rule', portalId: PORTAL, rule: { type: 'conditional', property: 'state', when: 'country' } },
    ]);
    const body = { properties: { country: 'US' } };
    const refused = await api('PATCH', `${contacts}/600`, body);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      message: 'The property values provided are invalid',
      errors: [
        { code: 'MISSING_REQUIRED_PROPERTY', context: { propertyName: ['firstname'] } },
        { code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY', context: { propertyName: ['state'] } },
      ],
    });
    expect((await api('PATCH', '/crm/objects/2026-03/contacts/600', body)).status).toBe(200);
    expect((await api('PATCH', `${contacts}/600`, { properties: { firstname: 'O', state: 'CA' } })).status).toBe(200);
  });
});

const associations = (id: string) => [
  { to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }] },
];

describe('tasks', () => {
  it('need a due time and a contact that exists', async () => {
    const noTime = await api('POST', tasks, {
      properties: { hs_task_subject: 'Call' },
      associations: associations('600'),
    });
    expect(noTime).toMatchObject({ status: 400, body: { context: { properties: ['hs_timestamp'] } } });
    const properties = { hs_timestamp: '2026-11-23T09:00:00Z', hs_task_subject: 'Call', hubspot_owner_id: '701' };
    expect((await api('POST', tasks, { properties, associations: associations('999') })).status).toBe(404);
    const made = await api('POST', tasks, { properties, associations: associations('600') });
    expect(made.status).toBe(201);
    const state = await scene.control.state(PORTAL);
    expect(state.tasks).toMatchObject([{ id: made.body['id'], contactIds: ['600'], archived: false }]);
    const found = await api('POST', '/crm/associations/2026-09/contacts/tasks/batch/read', { inputs: [{ id: '600' }] });
    expect(found.body['results'][0].to).toEqual([
      { toObjectId: made.body['id'], associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 203, label: null }] },
    ]);
    await api('PATCH', `${tasks}/${made.body['id']}`, { properties: { hs_task_status: 'COMPLETED' } });
    const done = await api('GET', `${tasks}/${made.body['id']}?properties=hs_task_completion_date`);
    expect(done.body['properties'].hs_task_completion_date).not.toBeNull();
    await api('POST', `${tasks}/batch/archive`, { inputs: [{ id: made.body['id'] }] });
    expect((await api('GET', `${tasks}/${made.body['id']}`)).status).toBe(404);
    expect((await api('GET', `${tasks}/${made.body['id']}?archived=true`)).status).toBe(200);
  });
});

describe('associations', () => {
  it('finds the company of the e-mail domain at creation, and keeps associatedcompanyid in step', async () => {
    const id = await newContact({ email: 'c@acme.example' });
    const read = async () => (await api('GET', `${contacts}/${id}?properties=associatedcompanyid`)).body['properties'];
    expect(await read()).toMatchObject({ associatedcompanyid: '900' });
    const path = '/crm/associations/2026-09/contacts/companies/batch/read';
    const found = await api('POST', path, { inputs: [{ id }] });
    expect(found.status).toBe(200);
    expect(found.body['results'][0].to[0].associationTypes).toEqual([
      { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
      { category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
    ]);
    expect((await api('DELETE', `${contacts}/${id}/associations/companies/900`)).status).toBe(204);
    expect(await read()).toMatchObject({ associatedcompanyid: null });
    const none = await api('POST', path, { inputs: [{ id }] });
    expect(none.status).toBe(207);
    expect(none.body['errors'][0]).toMatchObject({
      subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
      context: { fromObjectId: [id] },
    });
    await scene.control.quirks({ noAssociationsAs207: false, associatedCompanyIdProperty: false });
    expect(await api('POST', path, { inputs: [{ id }] })).toMatchObject({ status: 200, body: { results: [] } });
    expect(await read()).not.toHaveProperty('associatedcompanyid');
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }];
    expect((await api('PUT', `${contacts}/${id}/associations/companies/900`, types)).status).toBe(400);
  });
});
