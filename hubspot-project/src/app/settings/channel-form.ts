export const KINDS = ['slack_webhook', 'slack_bot', 'email', 'webhook'] as const;
type Kind = (typeof KINDS)[number];

type Field = 'url' | 'token' | 'channel' | 'to' | 'secret';

/** A channel as it is typed. */
export type ChannelForm = Record<Field, string> & {
  kind: Kind;
  pool: string;
  quietFrom: string;
  quietTo: string;
  /** null: no limit. */
  perHour: number | null;
};

/** A choice needs a value: no pool has this name. */
export const EVERY_POOL = '*';

export const NOTHING: ChannelForm = {
  kind: 'slack_webhook',
  url: '',
  token: '',
  channel: '',
  to: '',
  secret: '',
  pool: EVERY_POOL,
  quietFrom: '',
  quietTo: '',
  perHour: 20,
};

const FIELDS: Record<Kind, readonly { name: Field; secret: boolean }[]> = {
  slack_webhook: [{ name: 'url', secret: true }],
  slack_bot: [
    { name: 'token', secret: true },
    { name: 'channel', secret: false },
  ],
  email: [{ name: 'to', secret: false }],
  webhook: [
    { name: 'url', secret: false },
    { name: 'secret', secret: true },
  ],
};

/** What is asked for a channel of this kind. */
export function fieldsOf(kind: Kind): readonly { name: Field; secret: boolean }[] {
  return FIELDS[kind];
}

/** What the server is told of where it leads: the kind, and the fields of that kind. */
export function targetOf(form: ChannelForm): Record<string, string> {
  return { kind: form.kind, ...Object.fromEntries(fieldsOf(form.kind).map(({ name }) => [name, form[name]])) };
}
