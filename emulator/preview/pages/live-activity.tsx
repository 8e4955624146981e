import { emulator } from '../data/emulator.ts';
import { usePolled } from '../data/use-polled.ts';
import { clockText } from '../data/words.ts';
import { sentenceOf } from './activity-sentences.ts';

const SHOWN = 25;

/** What the app is told and what it does about it, newest first. */
export function LiveActivity({ portalId }: { portalId: number }) {
  const seen = usePolled(`activity ${portalId}`, async () => {
    const [{ requests }, { deliveries }] = await Promise.all([
      emulator.requests(portalId, SHOWN),
      emulator.webhooks(portalId, SHOWN),
    ]);
    return { requests, deliveries };
  });
  const { requests = [], deliveries = [] } = seen.value ?? {};
  const lines = [
    ...requests.map((request) => ({
      atMs: request.atMs,
      text: sentenceOf(request),
      bad: request.status === 0 || request.status >= 400,
    })),
    ...deliveries.map(({ atMs, events, delivered, tookMs }) => ({
      atMs,
      text: `HubSpot told Baton of ${events.length} ${events.length === 1 ? 'event' : 'events'}${delivered ? ` (${tookMs} ms)` : ', in vain'}`,
      bad: !delivered,
    })),
  ];
  lines.sort((a, b) => b.atMs - a.atMs);
  return (
    <div>
      <h3>What Baton does</h3>
      <ol className="hs-activity" tabIndex={0} aria-label="Newest first">
        {lines.length === 0 && <li className="hs-muted">Nothing yet. Send a form and watch.</li>}
        {lines.slice(0, SHOWN).map(({ atMs, text, bad }, at) => (
          <li key={`${atMs} ${at}`} className={bad ? 'hs-log-bad' : undefined}>
            <time>{clockText(atMs)}</time> {text}
          </li>
        ))}
      </ol>
    </div>
  );
}
