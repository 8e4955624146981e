import type { ControlClient } from '../emulator/client.ts';

/** More hops than an install can have. */
const MOST_HOPS = 10;

/**
 * Installs the app the way an admin does in a browser: the app's install page, HubSpot's consent page, back to the app.
 * Throws when any page says no.
 */
export async function installApp(options: { appUrl: string; portalId: number; userId: number }): Promise<void> {
  const { appUrl, portalId, userId } = options;
  const browser = createBrowser();
  const consent = await browser.open(`${appUrl}/oauth/install`);
  if (!consent.text.includes(`name="portalId" value="${portalId}"`)) {
    throw new Error(`The consent page does not offer account ${portalId}: ${consent.text.slice(0, 300)}`);
  }
  await browser.open(
    consent.url,
    new URLSearchParams({ portalId: String(portalId), userId: String(userId), decision: 'grant' }),
  );
}

/** Switches the account to live, as the settings page does: through HubSpot's proxy, signed, as this user. */
export async function goLive(options: { control: ControlClient; portalId: number; userId: number }): Promise<void> {
  const { control, portalId, userId } = options;
  const answer = await control.fetch({
    portalId,
    userId,
    method: 'POST',
    url: '/settings/mode',
    body: { mode: 'live' },
  });
  if (answer.status !== 200 || JSON.stringify(answer.body)?.includes('"ok":false')) {
    throw new Error(`Going live was refused (status ${answer.status}): ${JSON.stringify(answer.body)}`);
  }
}

/** Follows redirects and keeps cookies per origin, as browsers do. */
function createBrowser() {
  const cookies = new Map<string, Map<string, string>>();

  async function request(url: string, form: URLSearchParams | null): Promise<Response> {
    const { origin } = new URL(url);
    const jar = cookies.get(origin) ?? new Map<string, string>();
    cookies.set(origin, jar);
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === null ? {} : { method: 'POST', body: form }),
      signal: AbortSignal.timeout(60_000),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) jar.set(name, value);
    }
    return answer;
  }

  return {
    /** The page at the end of all redirects; throws when it is an error page. */
    async open(start: string, form: URLSearchParams | null = null): Promise<{ url: string; text: string }> {
      let [url, body] = [start, form];
      for (let hop = 0; hop < MOST_HOPS; hop += 1) {
        const answer = await request(url, body);
        const location = answer.headers.get('location');
        const text = await answer.text();
        if (answer.status < 300 || answer.status >= 400 || location === null) {
          if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${text.slice(0, 300)}`);
          return { url, text };
        }
        [url, body] = [new URL(location, url).href, null];
      }
      throw new Error(`${start} leads through more than ${MOST_HOPS} redirects`);
    },
  };
}
