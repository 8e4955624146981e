import { createTransport } from 'nodemailer';
import { ReceiverRefused, ReceiverUnavailable } from '../../errors.ts';
import type { NotificationMessage } from '../message.ts';
import { emailContent } from '../messages/email.ts';

const TIMEOUT_MS = 10_000;

/** Sends to one mail address. Throws ReceiverUnavailable, ReceiverRefused. */
export type SendMail = (to: string, message: NotificationMessage) => Promise<void>;

/**
 * Mail through the server that whoever runs Baton has named. Each message carries a Message-ID of its own, so that a mail
 * program can tell a repeated one.
 */
export function createMailer(smtp: { url: string; from: string }): { send: SendMail; close(): void } {
  const transport = createTransport({
    url: smtp.url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(to, message) {
      const { subject, text, html } = emailContent(message);
      try {
        // As an object, an address is taken as one, whatever signs it holds.
        await transport.sendMail({
          from: smtp.from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: `<${message.notificationId}@baton.invalid>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw mailError(error);
      }
    },
    close: () => transport.close(),
  };
}

function mailError(error: unknown): Error {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  return code >= 500
    ? new ReceiverRefused(`The mail server refused the message (${code}). Check the address and SMTP_URL.`, error)
    : new ReceiverUnavailable('The mail server did not take the message; Baton tries again.', { cause: error });
}
