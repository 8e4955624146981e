import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT, run } from './support/run.ts';

describe('import rules', () => {
  let project = '';
  beforeEach(() => (project = mkdtempSync(path.join(tmpdir(), 'baton-imports-'))));
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  const allowed: [name: string, file: string, text: string][] = [
    ['downwards', 'src/route-leads.ts', `import { take } from './mailbox/leases.ts';`],
    ['within a layer', 'src/handoff/plan.ts', `import type { RawLead } from '../hubspot/lead.ts';`],
    ['policy from its own files', 'src/policy/decide.ts', `import { a } from './balance.ts';`],
    ['errors from anywhere', 'src/store/pool.ts', `import { BatonError } from '../errors.ts';`],
    ['packages', 'src/policy/schema.ts', `import { z } from 'zod';`],
    ['the emulator from a test', 'test/story.test.ts', `import '../emulator/server.ts';`],
    ['the environment in config', 'src/config.ts', 'export const port = process.env.PORT;'],
    ['the environment handed to it', 'src/main.ts', 'readConfig(process.env);'],
    ['300 lines', 'src/policy/long.ts', 'x;\n'.repeat(300)],
    ['long migrations', 'src/store/migrations/0001.ts', 'x;\n'.repeat(400)],
  ];
  it.each(allowed)('allow %s', async (_name, file, text) => {
    expect(await check(file, text)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  const refused: [name: string, file: string, text: string, reason: RegExp][] = [
    ['upwards', 'src/store/pool.ts', `import { app } from '../app.ts';`, /downwards/],
    ['upwards by type', 'src/mailbox/a.ts', `import type { X } from '../route-leads.ts';`, /downwards/],
    ['upwards by export', 'src/hubspot/a.ts', `export * from '../install/tokens.ts';`, /downwards/],
    ['upwards, later', 'src/agents/a.ts', `const a = await import('../queue/queues.ts');`, /downwards/],
    ['upwards for its effect', 'src/agents/a.ts', `import '../queue/queues.ts';`, /downwards/],
    ['from policy to others of ours', 'src/policy/a.ts', `import { e } from '../errors.ts';`, /only its own files/],
    ['from src to the emulator', 'src/app.ts', `import { s } from '../emulator/server.ts';`, /nothing from outside/],
    [
      'from src to the demo',
      'src/cli/main.ts',
      `import { g } from '../../demo/generate-leads.ts';`,
      /nothing from outside/,
    ],
    ['a file without a layer', 'src/helpers.ts', `import { e } from './errors.ts';`, /no layer/],
    ['the environment elsewhere', 'src/app.ts', 'const url = process.env.DATABASE_URL;', /process\.env/],
    ['301 lines', 'emulator/long.ts', 'x;\n'.repeat(301), /301 lines/],
  ];
  it.each(refused)('refuse %s', async (_name, file, text, reason) => {
    const { code, stdout } = await check(file, text);
    expect(code).toBe(1);
    expect(stdout).toMatch(reason);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stdout).toContain(`${file}: `);
  });

  function check(file: string, text: string) {
    mkdirSync(path.join(project, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
    return run(process.execPath, [path.join(PROJECT, 'scripts/check-imports.mjs'), project]);
  }
});
