import { startEmbeddedPostgres } from '../../src/store/embedded/start.ts';

/** A process of its own that starts the built-in Postgres in the folder given, says how it went, and lives until it is killed. */
const [dir = ''] = process.argv.slice(2);
const { started, url } = await startEmbeddedPostgres({ dir });
process.stdout.write(`${JSON.stringify({ started, url })}\n`);
setInterval(() => {}, 60_000);
