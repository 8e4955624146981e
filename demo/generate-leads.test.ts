import { describe, expect, it } from 'vitest';
import { seedRequest } from '../emulator/control-api.ts';
import { generateLeads } from './generate-leads.ts';
import { getsTask } from './planned-lead.ts';
import { ownersOf, seedUsers, type TeamKey } from './sample-people.ts';
import { samplePortal } from './sample-portal.ts';

const SIZES = [1, 7, 40, 100, 300, 2_000];

describe('sample leads', () => {
  it('are the same for the same seed and others for another', () => {
    const first = generateLeads({ seed: 5, count: 60 });
    expect(generateLeads({ seed: 5, count: 60 })).toEqual(first);
    expect(generateLeads({ seed: 6, count: 60 })).not.toEqual(first);
  });

  it.each(SIZES)('%i: as many as asked for, each e-mail address once', (count) => {
    const { leads, contacts } = generateLeads({ seed: 1, count });
    const addresses = [...leads, ...contacts].flatMap(({ properties }) => properties['email'] ?? []);
    expect(leads).toHaveLength(count);
    expect(new Set(addresses.map((address) => address.toLowerCase())).size).toBe(addresses.length);
  });

  it('are a fair sample at any size: most of them plainly somebody’s, some junk', () => {
    for (const count of SIZES.filter((size) => size >= 40)) {
      const { leads } = generateLeads({ seed: count, count });
      const share = (expected: string) => leads.filter(({ truth }) => truth.expect === expected).length / count;
      expect(share('routed')).toBeGreaterThan(0.7);
      expect(share('skipped')).toBeGreaterThan(0.08);
      expect(share('skipped')).toBeLessThan(0.16);
    }
  });

  it('come back only to contacts that are in the portal, once each', () => {
    const { leads, contacts } = generateLeads({ seed: 2, count: 300 });
    const ids = leads.flatMap(({ how }) => (how.kind === 'submit' ? [how.contactId] : []));
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(contacts.map(({ contactId }) => contactId)).toContain(id);
  });

  it('have every trait that the job must cope with', () => {
    const { leads } = generateLeads({ seed: 3, count: 300 });
    expect(leads.some(({ late }) => late?.properties['country'] !== undefined)).toBe(true);
    expect(leads.some(({ late }) => late?.properties['associatedcompanyid'] !== undefined)).toBe(true);
    expect(leads.some(({ properties }) => properties['email'] === undefined)).toBe(true);
    expect(leads.some(({ properties }) => properties['message']?.includes('\u202E'))).toBe(true);
    expect(leads.some(({ ownerAtStart }) => ownerAtStart !== null)).toBe(true);
    expect(leads.some((lead) => !getsTask(lead))).toBe(true);
    expect(new Set(leads.flatMap(({ properties }) => properties['hs_language'] ?? [])).size).toBeGreaterThanOrEqual(6);
    const phones = leads.flatMap(({ properties }) => properties['phone'] ?? []);
    expect(new Set(phones).size).toBeLessThan(phones.length);
  });
});

describe('the sample portal', () => {
  it('is one that the emulator takes', () => {
    const { contacts } = generateLeads({ seed: 1, count: 50 });
    const portal = samplePortal({ portalId: 4242, nowMs: Date.now(), contacts });
    expect(seedRequest.safeParse({ portals: [portal] }).error).toBeUndefined();
  });

  const teams: TeamKey[] = ['emea', 'americas', 'apac', 'support'];
  it.each(teams)('has somebody of team %s at work in every hour of the year', (team) => {
    const present = new Set(ownersOf(team));
    const users = seedUsers(0).filter((user) => present.has(user.ownerId));
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 1_800_000) {
      const working = users.some(({ timeZone = 'UTC', workingHours = [] }) => {
        const { weekday, minute } = localTime(at, timeZone);
        return workingHours.some(
          ({ days, startMinute, endMinute }) =>
            (days === 'EVERY_DAY' || weekday <= 5) && startMinute <= minute && minute < endMinute,
        );
      });
      if (!working) expect.fail(`nobody at ${new Date(at).toISOString()}`);
    }
  });
});

const formats = new Map<string, Intl.DateTimeFormat>();
function localTime(atMs: number, timeZone: string): { weekday: number; minute: number } {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  const part = (type: string) => format.formatToParts(atMs).find((one) => one.type === type)?.value ?? '';
  return {
    weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}
