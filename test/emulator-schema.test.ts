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
const api = (method: string, path: string, body?: unknown) => scene.api(token, method, path, body);

async function newContact(properties: Record<string, string>, source = 'FORM'): Promise<string> {
  const { contacts: made } = await scene.control.createContacts({
    portalId: PORTAL,
    source,
    contacts: [{ properties }],
  });
  return made[0]?.id ?? '';
}

const search = (body: unknown) => api('POST', `${contacts}/search`, body);

const where = (filters: unknown[]) => ({ filterGroups: [{ filters }] });

describe('search', () => {
  it.each([
    [{ propertyName: 'email', operator: 'EQ', value: 'OLD@acme.example' }, 1],
    [{ propertyName: 'email', operator: 'IN', values: ['old@acme.example'] }, 1],
    [{ propertyName: 'email', operator: 'IN', values: ['OLD@acme.example'] }, 0],
    [{ propertyName: 'lifecyclestage', operator: 'EQ', value: 'Customer' }, 0],
    [{ propertyName: 'createdate', operator: 'BETWEEN', value: '1', highValue: '4000000000000' }, 2],
    [{ propertyName: 'createdate', operator: 'GT', value: '4000000000000' }, 0],
    [{ propertyName: 'phone', operator: 'NOT_HAS_PROPERTY' }, 2],
    [{ propertyName: 'message', operator: 'CONTAINS_TOKEN', value: 'demo*' }, 1],
    [{ propertyName: 'associations.company', operator: 'EQ', value: '900' }, 1],
  ])('%o finds %i', async (filter, total) => {
    await newContact({ email: 'zed@x.example', message: 'Two demonstrations, please' });
    expect((await search(where([filter]))).body['total']).toBe(total);
  });

  it('sorts, pages, and refuses what is too much', async () => {
    for (const name of ['b', 'a', 'c']) await newContact({ email: `${name}@x.example` });
    const request = { ...where([{ propertyName: 'email', operator: 'CONTAINS_TOKEN', value: 'x' }]), limit: 2 };
    const first = await search({
      ...request,
      sorts: [{ propertyName: 'email', direction: 'DESCENDING' }],
      properties: ['email'],
    });
    expect(first.body['results'].map((one: { properties: { email: string } }) => one.properties.email)).toEqual([
      'c@x.example',
      'b@x.example',
    ]);
    expect(first.body['paging']).toEqual({ next: { after: '2' } });
    expect((await search({ ...request, after: '2' })).body).not.toHaveProperty('paging');
    expect((await search({ limit: 200, after: '9900' })).status).toBe(400);
    expect((await search({ query: 'x'.repeat(3_001) })).status).toBe(400);
    expect((await search({ limit: 201 })).status).toBe(400);
    expect((await search(where([{ propertyName: 'unicorn', operator: 'EQ', value: '1' }]))).status).toBe(400);
  });

  it('does not find what is younger than the index', async () => {
    await newContact({ email: 'young@x.example' });
    await scene.control.faults([{ kind: 'search_lag', ms: 60_000 }]);
    expect((await search({ query: 'young@x.example' })).body['total']).toBe(0);
    await scene.control.clearFaults();
    expect((await search({ query: 'young@x.example' })).body['total']).toBe(1);
  });
});

describe('properties', () => {
  const properties = '/crm/properties/2026-09/contacts';
  const definition = {
    name: 'baton_x',
    label: 'X',
    groupName: 'baton',
    type: 'enumeration',
    fieldType: 'checkbox',
    options: [
      { label: 'A', value: 'a' },
      { label: 'B', value: 'b' },
    ],
  };

  it('groups, definitions, conflicts and changes', async () => {
    expect((await api('POST', `${properties}/batch/create`, { inputs: [definition] })).status).toBe(400);
    expect((await api('POST', `${properties}/groups`, { name: 'baton', label: 'Baton' })).status).toBe(201);
    expect(await api('POST', `${properties}/groups`, { name: 'baton', label: 'Baton' })).toMatchObject({
      status: 409,
      body: { category: 'CONFLICT' },
    });
    expect((await api('POST', `${properties}/batch/create`, { inputs: [definition] })).status).toBe(200);
    expect((await api('POST', properties, definition)).status).toBe(409);
    const partial = await api('POST', `${properties}/batch/create`, {
      inputs: [definition, { ...definition, name: 'baton_y' }],
    });
    expect(partial).toMatchObject({ status: 207, body: { errors: [{ context: { name: ['baton_x'] } }] } });
    expect((await api('PATCH', `${contacts}/600`, { properties: { baton_x: 'c' } })).status).toBe(400);
    const options = [...definition.options, { label: 'C', value: 'c' }];
    expect((await api('PATCH', `${properties}/baton_x`, { options })).body['options']).toHaveLength(3);
    await api('PATCH', `${contacts}/600`, { properties: { baton_x: 'a;c' } });
    await api('PATCH', `${contacts}/600`, { properties: { baton_x: ';b' } });
    expect((await api('GET', `${contacts}/600?properties=baton_x`)).body['properties'].baton_x).toBe('a;c;b');
    expect((await api('GET', `${properties}/baton_z`)).status).toBe(404);
    expect((await api('PATCH', `${properties}/email`, { label: 'Mail' })).status).toBe(400);
    expect((await api('POST', properties, { ...definition, name: 'Baton X' })).status).toBe(400);
    expect(
      (await api('POST', properties, { ...definition, name: 'baton_d', type: 'datetime', fieldType: 'text' })).status,
    ).toBe(400);
  });
});

describe('people and account', () => {
  it('lists owners, and archived ones when asked', async () => {
    const owners = await api('GET', '/crm/owners/2026-09?limit=100');
    expect(owners.body['results']).toMatchObject([
      { id: '701', userId: 7, archived: false, teams: [{ id: '31', primary: true }] },
    ]);
    const archived = await api('GET', '/crm/owners/2026-09?archived=true');
    expect(archived.body['results']).toMatchObject([
      { id: '702', userId: null, userIdIncludingInactive: 8, archived: true },
    ]);
  });

  it('shows availability on user records, by quirk in seconds or not at all', async () => {
    const names =
      'hs_internal_user_id,hs_availability_status,hs_out_of_office_hours,hs_working_hours,hs_main_user_language_skill';
    const ada = async () =>
      (await api('GET', `/crm/objects/2026-09/users?properties=${names}`)).body['results'][0].properties;
    expect(await ada()).toMatchObject({
      hs_internal_user_id: '7',
      hs_availability_status: 'available',
      hs_working_hours: '[{"days":"MONDAY_TO_FRIDAY","startMinute":540,"endMinute":1020}]',
      hs_out_of_office_hours: '[{"startTimestamp":1790000000000,"endTimestamp":1790086400000}]',
      hs_main_user_language_skill: 'de',
    });
    await scene.control.quirks({ outOfOfficeInSeconds: true });
    expect((await ada()).hs_out_of_office_hours).toBe('[{"startTimestamp":1790000000,"endTimestamp":1790086400}]');
    await scene.control.quirks({ availabilityMissing: true });
    expect(await ada()).toMatchObject({ hs_availability_status: null, hs_working_hours: null });
  });

  it('a person goes away or leaves', async () => {
    await scene.control.editUser(7, { portalId: PORTAL, availability: 'away', active: false });
    const users = await api('GET', '/crm/objects/2026-09/users?properties=hs_availability_status');
    expect(users.body['results'][0].properties.hs_availability_status).toBe('away');
    expect((await api('GET', '/crm/owners/2026-09')).body['results']).toEqual([]);
  });

  it('tells teams by user ids and the account’s time zone', async () => {
    const teams = await api('GET', '/settings/users/2026-03/teams');
    expect(teams.body['results']).toEqual([{ id: '31', name: 'Sales', userIds: ['7'], secondaryUserIds: [] }]);
    const users = await api('GET', '/settings/users/2026-03');
    expect(users.body['results']).toMatchObject([{ id: '7', superAdmin: true, primaryTeamId: '31' }]);
    const details = await api('GET', '/account-info/2026-09/details');
    expect(details.body).toMatchObject({
      portalId: PORTAL,
      timeZone: 'Europe/Berlin',
      uiDomain: 'app-eu1.hubspot.com',
      dataHostingLocation: 'eu1',
    });
  });
});
