import { MissingScope, UnexpectedAnswer } from '../errors.ts';
import { ownerPage, recordPage, settingsUserPage, teamList, type OwnerRecord } from './answers.ts';
import { USER_FIELDS } from './contact-fields.ts';
import type { Directory } from './lead.ts';
import { joinPeople, joinTeams } from './people.ts';
import { RecordGone } from './refusals.ts';
import type { Call, Transport } from './transport.ts';
import { apiPath } from './versions.ts';

/**
 * Everybody who may own contacts, with availability, hours and super admins as far as the portal granted them, and its
 * teams. What was not granted (or the account's edition lacks) is unknown, never an error. Owners must be readable.
 */
export async function readDirectory(transport: Transport): Promise<Directory> {
  const fetchedAtMs = Date.now();
  const [active, archived, users, settingsUsers, teams] = await Promise.all([
    readOwnerRecords(transport, false),
    readOwnerRecords(transport, true),
    ifGranted(
      readPages(transport, {
        operation: 'users.list',
        method: 'GET',
        path: apiPath('objects', '/users'),
        query: { properties: USER_FIELDS.join(','), limit: '100' },
        effect: 'read',
        answer: recordPage,
      }),
    ),
    ifGranted(
      readPages(transport, {
        operation: 'settings_users.list',
        method: 'GET',
        path: apiPath('settingsUsers'),
        query: { limit: '100' },
        effect: 'read',
        answer: settingsUserPage,
      }),
    ),
    ifGranted(
      transport
        .send({
          operation: 'teams.list',
          method: 'GET',
          path: apiPath('settingsUsers', '/teams'),
          effect: 'read',
          answer: teamList,
        })
        .then(({ results }) => results),
    ),
  ]);
  const owners = [...active, ...archived];
  const people = joinPeople({ owners, users: users ?? [], settingsUsers: settingsUsers ?? [] });
  return { people, teams: joinTeams(owners, people, teams), fetchedAtMs };
}

async function readOwnerRecords(transport: Transport, archived: boolean): Promise<OwnerRecord[]> {
  const owners = await readPages(transport, {
    operation: 'owners.list',
    method: 'GET',
    path: apiPath('owners'),
    query: { limit: '100', archived: String(archived) },
    effect: 'read',
    answer: ownerPage,
  });
  return owners.map((owner) => ({ ...owner, archived: owner.archived ?? archived }));
}

/** null when the portal has not granted it, or its edition does not have it. */
async function ifGranted<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    const refused = error instanceof UnexpectedAnswer && (error.details.status === 404 || error.details.status === 400);
    if (error instanceof MissingScope || error instanceof RecordGone || refused) return null;
    throw error;
  }
}

interface Page<R> {
  results: R[];
  paging?: { next?: { after: string } | null } | null;
}

async function readPages<R>(transport: Transport, call: Call<Page<R>>): Promise<R[]> {
  const all: R[] = [];
  let after: string | undefined;
  do {
    const page = await transport.send({ ...call, query: { ...call.query, ...(after === undefined ? {} : { after }) } });
    all.push(...page.results);
    after = page.paging?.next?.after;
  } while (after !== undefined);
  return all;
}
