import { MissingScope, UnexpectedAnswer } from '../errors.ts';
import { meetingLinkPage, ownerPage, recordPage, settingsUserPage, teamList, type OwnerRecord } from './answers.ts';
import { USER_FIELDS } from './contact-fields.ts';
import type { Directory } from './lead.ts';
import { meetingLinksByUser } from './meeting-links.ts';
import { joinPeople, joinTeams } from './people.ts';
import { RecordGone } from './refusals.ts';
import type { Call, Transport } from './transport.ts';
import { apiPath } from './versions.ts';

/** Everything else of the directory is there: after this long it does without. */
const MEETING_LINKS_PATIENCE_MS = 2_000;

/**
 * Everybody who may own contacts, with availability, hours and super admins as far as the portal granted them, and its
 * teams. What was not granted (or the account's edition lacks) is unknown, never an error. Owners must be readable. Where
 * meeting links are granted and cannot be read, those of `known`, the directory before, stand.
 */
export async function readDirectory(transport: Transport, known: Directory | null): Promise<Directory> {
  const fetchedAtMs = Date.now();
  const linksRead = readMeetingLinks(transport);
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
  const meetingLinks = (await inTime(linksRead)) ?? linksOf(known);
  const people = joinPeople({ owners, users: users ?? [], settingsUsers: settingsUsers ?? [], meetingLinks });
  return { people, teams: joinTeams(owners, people, teams), fetchedAtMs };
}

/** By user id, empty where none are granted. Nobody waits for them, so whatever goes wrong is null: not read. */
async function readMeetingLinks(transport: Transport): Promise<ReadonlyMap<string, string> | null> {
  try {
    const links = await ifGranted(
      readPages(transport, {
        operation: 'meeting_links.list',
        method: 'GET',
        path: apiPath('meetings', '/meeting-links'),
        query: { limit: '100' },
        effect: 'read',
        answer: meetingLinkPage,
      }),
    );
    return meetingLinksByUser(links ?? []);
  } catch {
    return null;
  }
}

/** What was read by now or is within a moment; null: it was not. Leads wait for the rest of the directory. */
async function inTime<T>(reading: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, MEETING_LINKS_PATIENCE_MS, null);
  });
  return Promise.race([reading, late]).finally(() => clearTimeout(timer));
}

function linksOf(known: Directory | null): Map<string, string> {
  return new Map(
    (known?.people ?? []).flatMap(({ userId, meetingLink }) =>
      userId === null || meetingLink === null ? [] : [[String(userId), meetingLink] as const],
    ),
  );
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
