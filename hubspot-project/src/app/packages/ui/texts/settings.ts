/** Texts of the settings page. */
export const settingsTexts = {
  title: 'Baton',
} as const;
