import { parseArgs } from 'node:util';
import { loadEnvFile, readConfig } from '../config.ts';
import { BadInput, BatonError } from '../errors.ts';
import { createLogger } from '../logger.ts';
import { resolveDatabase } from '../store/database-url.ts';
import { parseKeyRing } from '../store/encryption.ts';
import { migrate } from '../store/migrate.ts';
import { openStore } from '../store/store.ts';
import { COMMANDS, type Command, type CommandOptions } from './commands.ts';

const USAGE = `Usage: baton COMMAND [--portal ID] [--contact ID]

  migrate                            bring the database up to date
  portals                            list the accounts that installed the app
  dead-letters --portal ID           leads that were put aside after too many failed tries
  release --portal ID [--contact ID] let one of them, or all, be tried again
  replay --portal ID                 recompute every decision from what was stored; exit 1 on any difference

Reads the same environment as the app (see .env.example).`;

/** Exit code: 0 fine, 1 the command found something wrong or failed, 2 the command line is not understood. */
async function main(): Promise<number> {
  const { command, options } = readCommandLine(process.argv.slice(2));
  if (command === null) {
    console.log(USAGE);
    return 2;
  }
  loadEnvFile();
  const config = readConfig(process.env);
  const logger = createLogger('warn');
  const database = await resolveDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, logger });
  try {
    const { applied } = await migrate({ databaseUrl: database.url });
    const store = await openStore({
      databaseUrl: database.url,
      keys: parseKeyRing(config.encryptionKeys),
      role: 'cli',
      poolSize: 2,
      logger,
    });
    try {
      const { lines, ok } = await command({ store, options, applied });
      for (const line of lines) console.log(line);
      return ok ? 0 : 1;
    } finally {
      await store.close();
    }
  } finally {
    await database.stop();
  }
}

function readCommandLine(args: string[]): { command: Command | null; options: CommandOptions } {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { portal: { type: 'string' }, contact: { type: 'string' } },
    });
    const portalId = values.portal === undefined ? null : Number(values.portal);
    if (portalId !== null && !Number.isSafeInteger(portalId))
      throw new BadInput('An account is named by its number', { place: '--portal' });
    return {
      command: commandNamed(positionals[0]),
      options: { portalId, contactId: values.contact ?? null },
    };
  } catch (error) {
    if (error instanceof BatonError) throw error;
    throw new BadInput(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function commandNamed(name = ''): Command | null {
  return Object.hasOwn(COMMANDS, name) ? (COMMANDS[name] ?? null) : null;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof BatonError ? error.sentence : error);
  process.exitCode = error instanceof BadInput ? 2 : 1;
}
