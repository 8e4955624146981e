import type { Settings } from '@baton/contract';
import { inMinutes } from './cards.ts';

/** Only observing, everything in order, to be changed by the viewer. */
export function settings(given: Partial<Settings> = {}): Settings {
  return {
    asOf: new Date().toISOString(),
    mode: 'observe',
    installedAt: inMinutes(-60),
    liveSince: null,
    mayEdit: true,
    health: [
      { check: 'connection', state: 'ok', sentence: 'HubSpot answers.', details: [] },
      {
        check: 'scopes',
        state: 'attention',
        sentence: 'Two permissions are missing.',
        details: ['settings.users.read'],
      },
    ],
    policy: {
      version: 4,
      since: inMinutes(-30),
      by: 'Anna Keller',
      note: 'DACH has its own pool.',
      defaultPool: 'sales',
      pools: [
        { name: 'sales', label: 'Sales', people: ['Anna Keller', 'Ben Ott'] },
        { name: 'dach', label: 'DACH', people: [] },
      ],
      text: [{ title: 'Who gets what', lines: ['Germany goes to DACH.', 'Everything else goes to Sales.'] }],
    },
    editors: {
      installer: 'Ida Admin',
      superAdmins: ['Sue Per'],
      admins: [{ userId: 7, name: 'Anna Keller' }],
      candidates: [{ userId: 8, name: 'Ben Ott' }],
    },
    overrides: {
      set: [
        {
          ownerId: '71',
          name: 'Ben Ott',
          state: 'away',
          since: inMinutes(-30),
          until: null,
          note: 'Parental leave',
          by: null,
        },
      ],
      candidates: [
        { ownerId: '70', name: 'Anna Keller' },
        { ownerId: '71', name: 'Ben Ott' },
      ],
    },
    channels: [],
    privacy: [{ what: 'Messages', how: 'Encrypted', kept: '90 days' }],
    ...given,
  };
}
