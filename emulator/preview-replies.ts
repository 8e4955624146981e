import { randomUUID } from 'node:crypto';
import type { AppAnswer } from './app-calls.ts';

/** What the proxy hands to the page; `app`: what the app had answered, when it was asked. */
export interface ProxyReply {
  status: number;
  body: string;
  app?: AppAnswer & { attempts: number };
}

/** An error of the proxy itself. */
export function failureAnswer(status: number, category: string, message: string): ProxyReply {
  const context = { correlationId: [randomUUID()] };
  return { status, body: JSON.stringify({ status: 'error', category, message, context }) };
}

/** Whatever the app answers but success, the page gets the proxy's 502 with the app's answer inside. */
export function wrappedAnswer({ url, method }: { url: string; method: string }, app: AppAnswer): ProxyReply {
  const body = {
    status: 'error',
    category: 'BAD_GATEWAY',
    message: 'Error returned from Request Uri',
    responseBody: parsed(app.text),
    errors: [{ message: `Unacceptable HTTP status ${app.status} calling ${url}` }],
    context: {
      appServerStatusCode: [String(app.status)],
      httpMethod: [method],
      requestUri: [url],
      correlationId: [randomUUID()],
    },
  };
  return { status: 502, body: JSON.stringify(body) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
