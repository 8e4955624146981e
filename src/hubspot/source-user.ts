import { defaultGroupOf } from '../policy/source-groups.ts';

/**
 * The user behind a change, by HubSpot's source and source id: a person's id stands as `userId:7`, or bare; the bare number
 * of any other source is an app's or an import's. null: no user.
 */
export function sourceUser(source: string, sourceId: string | null): number | null {
  const digits = /^(userId:)?(\d+)$/.exec(sourceId ?? '');
  if (digits === null || (digits[1] === undefined && defaultGroupOf(source) !== 'by_user')) return null;
  return Number(digits[2]);
}
