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
  refusedTitle: 'That did not work',
  doneTitle: 'Done',
  notDone: (sentence: string) => `${sentence} Nothing was changed.`,

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
