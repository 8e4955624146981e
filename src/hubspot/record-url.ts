/** A contact's record in HubSpot. */
export function recordUrl(portal: { portalId: number; uiDomain: string }, contactId: string): string {
  return `https://${portal.uiDomain}/contacts/${portal.portalId}/record/0-1/${contactId}`;
}
