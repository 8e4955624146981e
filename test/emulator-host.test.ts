import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PORTAL, startScene } from './emulator-portal.ts';

let scene: Awaited<ReturnType<typeof startScene>>;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene?.close());

/** Asks by a name of one's choice, which fetch does not allow. */
async function ask(method: string, path: string, name: string, body = '') {
  const { port } = new URL(scene.emulator.url);
  const headers = { Host: `${name}:${port}`, 'Content-Type': 'application/json' };
  const asked = request({ host: '127.0.0.1', port, method, path, headers });
  asked.end(body);
  const [response]: IncomingMessage[] = await once(asked, 'response');
  if (response === undefined) throw new Error('no answer');
  return { status: response.statusCode, text: await text(response) };
}

const OWN = [
  ['GET', '/'],
  ['GET', `/contacts/${PORTAL}`],
  ['GET', '/_preview/project'],
  ['POST', '/_preview/fetch'],
  ['GET', '/_preview/assets/index.js'],
  ['GET', `/_emulator/state?portalId=${PORTAL}`],
  ['POST', '/_emulator/fetch'],
  ['POST', '/_emulator/reset'],
  ['GET', '/oauth/authorize'],
  ['POST', `/oauth/${PORTAL}/authorize`],
] as const;

describe('what is not HubSpot’s API', () => {
  it.each(OWN)('%s %s does nothing for a site whose name leads here', async (method, path) => {
    expect(await ask(method, path, 'evil.example')).toMatchObject({ status: 403 });
    expect(await ask(method, path, '127.0.0.1.evil.example')).toMatchObject({ status: 403 });
  });

  it.each(['127.0.0.1', 'localhost', '[::1]'])('answers by the name %s', async (name) => {
    expect((await ask('GET', `/_emulator/state?portalId=${PORTAL}`, name)).status).toBe(200);
    expect((await ask('GET', '/_preview/project', name)).status).toBe(200);
    expect((await ask('GET', '/oauth/authorize', name)).text).toContain('The install address lacks');
  });
});

it('the API answers by any name', async () => {
  expect((await ask('GET', '/crm/objects/2026-03/contacts/1', 'hubspot.test')).status).toBe(401);
  expect((await ask('POST', '/oauth/2026-03/token', 'hubspot.test')).status).toBe(415);
});

it('a file that is not there is simply not found', async () => {
  for (const path of [
    '/_preview/assets/no.js',
    '/_preview/assets/..%2f..%2fserver.ts',
    '/_preview/extensions/cards/no.js',
    '/_preview/no',
  ]) {
    const { status, text: said } = await ask('GET', path, 'localhost');
    expect(status).toBe(404);
    expect(said).not.toMatch(/dist|JSON|ENOENT/);
  }
});
