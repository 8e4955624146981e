/** Texts that several pages share. */
export const commonTexts = {
  offline: 'Baton could not be reached. Please try again in a moment.',
  unreadable: 'Baton’s answer could not be read. Please try again in a moment.',
  loading: 'Loading',
  failedTitle: 'This could not be loaded',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  stale: (time: string) => `As of ${time}; it could not be refreshed.`,
  staleTitle: 'This may be out of date',
  refusedTitle: 'Nothing was changed',
  unknownTitle: 'It is not known whether this was done',
  doneTitle: 'Done',

  suspendedTitle: 'Baton is disconnected',
  suspended: 'HubSpot has withdrawn Baton’s access to this account. An admin can reconnect it under Connected apps.',
  pausedTitle: 'Baton is paused',
  paused: 'New leads wait until an admin goes live again in the settings.',

  tomorrow: (time: string) => `tomorrow ${time}`,
  yesterday: (time: string) => `yesterday ${time}`,
  underAMinute: 'less than a minute',
  minutes: (minutes: string) => `${minutes} min`,
  hours: (hours: string) => `${hours} h`,
  hoursAndMinutes: (hours: string, minutes: string) => `${hours} h ${minutes} min`,

  quote: (text: string) => `“${text}”`,
  knownFrom: (fields: string) => `Known from: ${fields}`,
  list: (items: readonly string[]) => items.join(', '),
  fact: (label: string, value: string) => `${label}: ${value}`,
} as const;
