import { parseArgs } from 'node:util';
import { pagesAreBuilt } from './preview-routes.ts';
import { startEmulator } from './server.ts';

const USAGE = `npm run emulator -- --port 4010 --app-url http://127.0.0.1:3000

Starts a HubSpot on this machine. It needs, from the environment, the values that the app is started with:
  HUBSPOT_CLIENT_ID      any text, the same for both
  HUBSPOT_CLIENT_SECRET  any text, the same for both
  HUBSPOT_APP_ID         a number, the same for both
Point the app at it with HUBSPOT_API_URL and HUBSPOT_APP_URL=http://127.0.0.1:4010, and give --app-url the same value
as BATON_PUBLIC_URL, because that address is part of every signature.

  --latency-ms N    answer every API call N milliseconds later
  --no-rate-limit   leave out HubSpot's limits`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    host: { type: 'string', default: '127.0.0.1' },
    'app-url': { type: 'string', default: 'http://127.0.0.1:3000' },
    'latency-ms': { type: 'string', default: '0' },
    'no-rate-limit': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const { HUBSPOT_CLIENT_ID: clientId, HUBSPOT_CLIENT_SECRET: clientSecret, HUBSPOT_APP_ID: appId } = process.env;
const problems = [
  clientId ? '' : 'HUBSPOT_CLIENT_ID is not set.',
  clientSecret ? '' : 'HUBSPOT_CLIENT_SECRET is not set.',
  /^\d+$/.test(appId ?? '') ? '' : 'HUBSPOT_APP_ID is not set to a number.',
  /^\d{1,5}$/.test(values.port) ? '' : `--port ${values.port} is not a port.`,
  /^\d+$/.test(values['latency-ms']) ? '' : `--latency-ms ${values['latency-ms']} is not a number of milliseconds.`,
  URL.canParse(values['app-url']) ? '' : `--app-url ${values['app-url']} is not an address.`,
].filter((problem) => problem !== '');

if (problems.length > 0 || !clientId || !clientSecret) {
  console.error(`The emulator cannot start:\n  ${problems.join('\n  ')}\n\n${USAGE}`);
  process.exit(1);
}

const emulator = await startEmulator({
  port: Number(values.port),
  host: values.host,
  appUrl: values['app-url'],
  clientId,
  clientSecret,
  appId: Number(appId),
  rateLimit: !values['no-rate-limit'],
  latencyMs: Number(values['latency-ms']),
});
console.log(`HubSpot emulator on ${emulator.url}, webhooks go to ${values['app-url']}/webhooks/hubspot`);
if (pagesAreBuilt()) console.log(`Its pages are at ${emulator.url}.`);
console.log(`It is empty: seed it with POST ${emulator.url}/_emulator/seed.`);
console.log('Ctrl+C stops it.');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void emulator.close().then(() => process.exit(0));
  });
}
