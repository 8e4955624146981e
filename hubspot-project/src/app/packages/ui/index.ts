/** What the card, the settings page and the app pages share. */
export type { Answer } from './answers.ts';
export { useBaton } from './api.ts';
export { cardApi } from './card-api.ts';
export { Feed, type Shown } from './feed.ts';
export { FeedFrame } from './FeedFrame.tsx';
export { formatsFor, type Formats } from './formats.ts';
export { pagesApi } from './pages-api.ts';
export { newRequestId } from './request-id.ts';
export { settingsApi } from './settings-api.ts';
export { cardTexts } from './texts/card.ts';
export { commonTexts } from './texts/common.ts';
export { codesWithText, labelOf, type LabelKind } from './texts/labels.ts';
export { pagesTexts } from './texts/pages.ts';
export { settingsTexts } from './texts/settings.ts';
export { useFeed } from './use-feed.ts';
export { useFormats } from './use-formats.ts';
export { useNow } from './use-now.ts';
