/** An address as the SDK takes it. */
export type Href = string | { url: string; external?: boolean };

/**
 * Attributes of a link. Addresses of HubSpot's own pages lead to the same page here; everything else opens in a window of its
 * own. null: there is no address.
 */
export function linkTarget(href: Href | undefined): { href: string; target?: string; rel?: string } | null {
  const url = typeof href === 'object' ? href.url : href;
  if (!url) return null;
  const local = localAddress(url);
  if (local !== null) return { href: local };
  return { href: safe(url), target: '_blank', rel: 'noreferrer' };
}

export function isExternal(href: Href | undefined): boolean {
  return typeof href === 'object' && href.external === true;
}

/** The address of the same page here: `https://app-eu1.hubspot.com/contacts/1/record/0-1/5`. */
function localAddress(url: string): string | null {
  if (!URL.canParse(url, window.location.href)) return null;
  const { hostname, origin, pathname, search } = new URL(url, window.location.href);
  const isHubSpot = /^(?:app(?:-[a-z0-9]+)?\.)?hubspot\.com$/.test(hostname);
  return isHubSpot || origin === window.location.origin ? pathname + search : null;
}

/** Never a script. */
function safe(url: string): string {
  return /^(https?:|mailto:|tel:)/i.test(url) ? url : '#';
}
