import type { SeenDelivery } from '../../browse-api.ts';
import { emulator } from '../data/emulator.ts';
import { liveLog, type LogEntry } from '../data/live-log.ts';
import { setParameters } from '../data/router.ts';
import { useStore } from '../data/store.ts';
import { usePolled } from '../data/use-polled.ts';
import { clockText } from '../data/words.ts';

interface Line {
  key: string;
  atMs: number;
  kind: string;
  text: string;
  bad: boolean;
}

/** What happened just now: calls of the app's pages, what they told, and the webhooks that HubSpot delivered. */
export function LogDrawer({ portalId }: { portalId: number }) {
  const entries = useStore(liveLog);
  const webhooks = usePolled(`webhooks ${portalId}`, () => emulator.webhooks(portalId, 40));
  const lines = [...entries.map(lineOfEntry), ...(webhooks.value?.deliveries ?? []).map(lineOfDelivery)];
  lines.sort((a, b) => b.atMs - a.atMs);
  return (
    <section className="hs-log" aria-label="Log">
      <header>
        <h2>Log</h2>
        <button type="button" className="hs-close" aria-label="Close" onClick={() => setParameters({ log: null })}>
          ×
        </button>
      </header>
      <ol tabIndex={0} aria-label="Newest first">
        {lines.length === 0 && <li>Nothing has happened yet.</li>}
        {lines.map(({ key, atMs, kind, text, bad }) => (
          <li key={key} data-kind={kind} className={bad ? 'hs-log-bad' : undefined}>
            <time>{clockText(atMs)}</time> <b>{kind}</b> <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function lineOfEntry({ id, atMs, kind, text, bad }: LogEntry): Line {
  return { key: `entry ${id}`, atMs, kind, text, bad };
}

function lineOfDelivery(delivery: SeenDelivery): Line {
  const { atMs, tookMs, attempt, delivered, events } = delivery;
  const result = delivered ? `delivered in ${tookMs} ms` : `failed after ${tookMs} ms`;
  const again = attempt > 0 ? `, try ${attempt + 1}` : '';
  return {
    key: `webhook ${atMs} ${attempt} ${events.map(eventText).join()}`,
    atMs,
    kind: 'webhook',
    text: `${result}${again}: ${events.map(eventText).join(', ')}`,
    bad: !delivered,
  };
}

function eventText({ type, objectId, property }: SeenDelivery['events'][number]): string {
  return `${type}${property === null ? '' : ` ${property}`} ${objectId}`;
}
