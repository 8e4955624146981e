import type { ColumnType } from 'kysely';

export type ChannelKind = 'slack_webhook' | 'slack_bot' | 'email' | 'webhook';
/** Why somebody is told of a handoff. */
export type NotificationKind = 'offered' | 'moved' | 'reminder' | 'breached' | 'escalated';
/**
 * `sent`: taken, its answer not known yet; `done`, `digested`: told alone, or with others; `failed`: given up.
 */
export type NotificationState = 'todo' | 'sent' | 'done' | 'digested' | 'failed';

export interface NotificationTables {
  notification_channels: {
    portal_id: number;
    channel_id: string;
    kind: ChannelKind;
    pool: ColumnType<string, string | undefined>;
    target: Buffer;
    settings: ColumnType<unknown, string, string>;
    created_at: ColumnType<Date, Date | undefined>;
    author_user_id: ColumnType<number | null, number | null | undefined>;
  };
  notifications: {
    portal_id: number;
    notification_id: string;
    handoff_id: string;
    contact_id: string;
    owner_id: string;
    kind: NotificationKind;
    channel_id: string;
    digest: ColumnType<boolean, boolean | undefined>;
    state: ColumnType<NotificationState, NotificationState | undefined>;
    not_before: Date;
    attempts: ColumnType<number, number | undefined>;
    last_error: ColumnType<string | null, string | null | undefined>;
    created_at: ColumnType<Date, Date | undefined>;
  };
}
