import { pagesAreBuilt } from '../emulator/preview-routes.ts';
import { liveThroughHandoffs } from './live-through-handoffs.ts';
import { isFlawless } from './figures.ts';
import { startLocalStack } from './local-stack.ts';
import { placesToLook } from './places-to-look.ts';
import { BadArguments, readOptions, USAGE, type Options } from './options.ts';
import { progressLine, report } from './print-report.ts';
import { openPortal, planRun, runLeads } from './sample-run.ts';

/** With --fast-clock a minute of an SLA is a second. */
const FAST = 60;

/**
 * `npm run demo`: a HubSpot on this machine, the real app, a company's account, and leads that come in. stdout has the
 * result, stderr everything else. Exit code 0: with --once every lead is complete and where it belongs; without it, it
 * was ended by hand. 1: something is not as it must be. 2: the command line cannot be understood.
 */
try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(USAGE);
  else process.exitCode = await demo(options);
} catch (error) {
  const isMisuse = error instanceof BadArguments;
  console.error(error instanceof Error ? error.message : error);
  if (isMisuse) console.error(`\n${USAGE}`);
  process.exitCode = isMisuse ? 2 : 1;
}

async function demo(options: Options): Promise<number> {
  const plan = planRun(options);
  for (const note of plan.notes) console.error(note);
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  console.error('Starting a HubSpot emulator and Baton ...');
  const isFast = options['fast-clock'];
  const env: Record<string, string> = isFast ? { BATON_CLOCK_SPEED: String(FAST) } : {};
  const stack = await startLocalStack({ databaseUrl, redisUrl, env });
  const { signal: stopSending, interrupted } = onInterrupt(() => stack.stop());
  try {
    const portalId = await openPortal({
      stack,
      contacts: plan.contacts,
      portalId: options.portal,
      aroundTheClock: isFast,
    });
    console.error(
      `Installed in account ${portalId} and live.  Baton ${stack.appUrl}   HubSpot emulator ${stack.emulatorUrl}`,
    );
    if (!options.once) {
      if (pagesAreBuilt()) console.error(placesToLook({ emulatorUrl: stack.emulatorUrl, portalId }));
      console.error('Leads come in until you press Ctrl-C.');
    }
    if (isFast) {
      const lived = await liveThroughHandoffs({ stack, portalId, tell: (line) => console.error(line) });
      if (options.once) {
        if (options.json) console.log(JSON.stringify(lived));
        return lived.reminders > 0 && lived.reroutes > 0 && lived.escalations > 0 && lived.movedByCountry > 0 ? 0 : 1;
      }
    }
    const startedAt = performance.now();
    const progress = progressPrinter(plan.expected);
    const { figures, judged } = await runLeads({
      stack,
      portalId,
      plan,
      perSecond: options.rate,
      queue: redisUrl ? 'redis' : 'postgres',
      onLook: ({ judged: seen }) => progress.show(progressLine(seen, plan.expected)),
      stopSending,
    });
    progress.end();
    const table = report(figures, judged, (performance.now() - startedAt) / 1000);
    if (options.json) console.error(table);
    else console.log(table);
    if (!isFlawless(figures) && options.once) console.error(`The app's last words:\n${stack.app.logTail()}`);
    if (options.json) console.log(JSON.stringify(figures));
    return isFlawless(figures) || (!options.once && interrupted()) ? 0 : 1;
  } finally {
    await stack.stop();
  }
}

/** First Ctrl-C: no more leads, then the table. Second: end at once, but leave nothing running. */
function onInterrupt(endAll: () => Promise<void>): { signal: AbortSignal; interrupted: () => boolean } {
  const controller = new AbortController();
  const listen = () => {
    if (controller.signal.aborted) {
      endAll().then(
        () => process.exit(130),
        () => process.exit(130),
      );
      return;
    }
    console.error('\nNo more leads; waiting for those on their way. Ctrl-C again ends at once.');
    controller.abort();
  };
  process.on('SIGINT', listen);
  process.on('SIGTERM', listen);
  return { signal: controller.signal, interrupted: () => controller.signal.aborted };
}

/** On a terminal one line that is rewritten, else a line every ten seconds. */
function progressPrinter(expected: number | null): { show: (line: string) => void; end: () => void } {
  const isTerminal = process.stderr.isTTY;
  let shownAtMs = Date.now();
  return {
    show: (line) => {
      if (isTerminal) process.stderr.write(`\r\u001B[2K${line}`);
      else if (Date.now() - shownAtMs >= 10_000) {
        shownAtMs = Date.now();
        console.error(line);
      }
    },
    end: () => {
      if (isTerminal) process.stderr.write(expected === null ? '\n' : '\r\u001B[2K');
    },
  };
}
