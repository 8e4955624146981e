import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { BadConfiguration, OutboundRefused, ReceiverUnavailable } from '../errors.ts';
import { parseAllowList } from './allow-list.ts';
import { createGuardedPost } from './guarded-post.ts';
import { isPublicAddress } from './public-address.ts';

const PRIVATE = [
  '127.0.0.1',
  '10.0.0.1',
  '172.16.5.5',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '192.0.0.192',
  '::',
  '::1',
  '::127.0.0.1',
  'fe80::1',
  'fc00::1',
  'fd00:ec2::254',
  '::ffff:10.0.0.1',
  'ff02::1',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
  '2001::1',
  'fec0::1',
  'localhost',
  '',
];
const REFUSED = [
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://mixed.example/',
  'http://public.example/',
  'https://me:pw@public.example/',
  'file:///etc/passwd',
  'nonsense',
];

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const message = { body: '{"a":"ü"}', headers: { 'content-type': 'application/json' } };
const guarded = (allow: string | null, resolve?: (hostname: string) => Promise<string[]>, timeoutMs?: number) =>
  createGuardedPost({
    allow: parseAllowList(allow),
    ...(resolve === undefined ? {} : { resolve }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });

describe('addresses', () => {
  it('are public or not', () => {
    for (const address of ['8.8.8.8', '2606:4700::1', '::ffff:8.8.8.8']) expect(isPublicAddress(address)).toBe(true);
    for (const address of PRIVATE) {
      expect(isPublicAddress(address), address).toBe(false);
    }
  });

  it('of private networks are never public, however they are written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('10.0.', '127.1.', '192.168.', '169.254.', '100.100.'),
        fc.nat(255),
        fc.nat(255),
        (network, a, b) => {
          const address = `${network}${a}.${b}`;
          expect(isPublicAddress(address)).toBe(false);
          expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
          expect(isPublicAddress(`::${address}`)).toBe(false);
        },
      ),
    );
  });
});

describe('the allow list', () => {
  it('takes hosts, ports and networks', () => {
    const allow = parseAllowList('Chat.internal, hooks.internal:8080, [fd00::1]:99, 10.1.0.0/16, fd00:2::/32');
    expect(allow.host('chat.internal', 1)).toBe(true);
    expect([allow.host('hooks.internal', 8080), allow.host('hooks.internal', 443)]).toEqual([true, false]);
    expect(allow.host('fd00::1', 99)).toBe(true);
    expect([allow.address('10.1.2.3'), allow.address('10.2.0.1'), allow.address('fd00:2::9')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(parseAllowList(null).host('', 443)).toBe(false);
  });

  it('names what it cannot read', () => {
    expect(() => parseAllowList('ok.example, http://no.example')).toThrow(BadConfiguration);
    expect(() => parseAllowList('10.0.0.0/99')).toThrow(/10\.0\.0\.0\/99/);
  });
});

describe('a guarded call', () => {
  it('reaches what is allowed, by host, port or network', async () => {
    const heard: unknown[] = [];
    const port = await serve((request, response) => {
      request.setEncoding('utf8');
      let body = '';
      request.on('data', (text: string) => (body += text));
      request.on('end', () => {
        heard.push([request.method, request.url, request.headers.host, body]);
        response.writeHead(202, { 'x-seen': 'yes' }).end('thanks');
      });
    });
    for (const allow of ['chat.internal', `chat.internal:${port}`, '127.0.0.0/8']) {
      const answer = await guarded(allow, async () => ['127.0.0.1'])(`http://chat.internal:${port}/in`, message);
      expect(answer).toMatchObject({ status: 202, body: 'thanks', headers: { 'x-seen': 'yes' } });
    }
    const call = ['POST', '/in', `chat.internal:${port}`, message.body];
    expect(heard).toEqual([call, call, call]);
  });

  it('refuses private addresses, http, credentials and other protocols', async () => {
    const post = guarded(null, async (name) => (name === 'mixed.example' ? ['8.8.8.8', '10.0.0.1'] : ['8.8.8.8']));
    for (const url of REFUSED) {
      await expect(post(url, message), url).rejects.toBeInstanceOf(OutboundRefused);
    }
  });

  it('goes to the address that was checked, though the name means another by then', async () => {
    let asked = 0;
    const port = await serve((_request, response) => response.end('private'));
    // The name is public for whoever checks first, private for whoever looks again.
    const rebinding = async () => [(asked += 1) === 1 ? '192.0.2.1' : '127.0.0.1'];
    const post = guarded('192.0.2.0/24', rebinding, 300);
    await expect(post(`http://rebind.example:${port}/`, message)).rejects.toBeInstanceOf(ReceiverUnavailable);
    expect(asked).toBe(1);
  });

  it('follows no redirect, and reads at most 64 KB', async () => {
    const paths: unknown[] = [];
    const port = await serve((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end('x'.repeat(200_000));
    });
    const answer = await guarded('127.0.0.1')(`http://127.0.0.1:${port}/`, message);
    expect([answer.status, answer.body.length, paths]).toEqual([302, 65_536, ['/']]);
  });

  it('ends when nobody answers, or no name server does', async () => {
    const port = await serve(() => {});
    await expect(guarded('127.0.0.1', undefined, 50)(`http://127.0.0.1:${port}/`, message)).rejects.toMatchObject({
      code: 'receiver_unavailable',
      retry: { helps: true },
    });
    await expect(guarded(null, () => new Promise(() => {}), 50)('https://slow.example/', message)).rejects.toThrow(
      /did not answer within 0\.05 s/,
    );
  });
});
