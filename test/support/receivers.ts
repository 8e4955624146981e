import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { SMTPServer } from 'smtp-server';

export interface Call {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Answer {
  status: number;
  body?: string;
  headers?: Record<string, string>;
}

/** A web server and a mail server on this machine that keep what they are sent. */
export interface Receivers {
  url: string;
  smtpUrl: string;
  /** What came over HTTP, oldest first. */
  calls: Call[];
  /** Whole messages with their headers, oldest first. */
  mails: string[];
  /** What the next calls are answered, in turn; after that, what Slack says when all is well. */
  answers: Answer[];
  /** Keeps nothing of what came until now, and has no answers ready. */
  forget(): void;
  stop(): Promise<void>;
}

export async function startReceivers(): Promise<Receivers> {
  const [calls, mails, answers]: [Call[], string[], Answer[]] = [[], [], []];
  const http = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      calls.push({ path: request.url ?? '', headers: request.headers, body });
      const answer = answers.shift() ?? { status: 200, body: '{"ok":true,"user":{"id":"U7"}}' };
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    });
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    // Whatever name and password it is shown, they are right.
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    allowInsecureAuth: true,
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        mails.push(text);
        done();
      });
    },
  });
  const smtpServer = smtp.listen(0, '127.0.0.1');
  await once(smtpServer, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(http.address())}`,
    smtpUrl: `smtp://127.0.0.1:${portOf(smtpServer.address())}`,
    calls,
    mails,
    answers,
    forget() {
      for (const kept of [calls, mails, answers]) kept.length = 0;
    },
    async stop() {
      http.closeAllConnections();
      http.close();
      await new Promise<void>((resolve) => smtp.close(resolve));
    },
  };
}

function portOf(address: unknown): number {
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
}
