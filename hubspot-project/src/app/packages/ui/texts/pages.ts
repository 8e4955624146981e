/** Texts of the app pages. */
export const pagesTexts = {
  title: 'Today',
} as const;
