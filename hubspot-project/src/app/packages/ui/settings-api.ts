import {
  adminsAnswer,
  channelsAnswer,
  modeAnswer,
  peopleAnswer,
  settingsAnswer,
  type Settings,
  type ShownMode,
} from '@baton/contract';
import { ok, refused, type Answer } from './answers.ts';
import type { At } from './api.ts';
import { ask } from './ask.ts';

/** What an admin says of somebody; `until`: a day, YYYY-MM-DD, or null: until it is cleared. */
export type PersonWish =
  | { ownerId: string; state: 'away' | 'available'; until: string | null; note: string }
  | { ownerId: string; state: 'as_in_hubspot' };

/** What is to be done about channels of notifications. */
export type ChannelWish =
  | {
      do: 'add';
      target: Record<string, string>;
      pool: string;
      quietFrom: string;
      quietTo: string;
      perHour: number | null;
    }
  | { do: 'remove' | 'test'; channelId: string };

/** What the settings page asks. */
export function settingsApi(at: At) {
  return {
    readSettings: (): Promise<Answer<Settings>> =>
      ask(at('/settings/status'), settingsAnswer, (said) => (said.ok ? ok(said.settings) : refused(said))),
    /** `pool`: who gets what no rule names; needed to go live. */
    setMode: (mode: ShownMode, pool?: string): Promise<Answer<ShownMode>> =>
      ask(at('/settings/mode', pool === undefined ? { mode } : { mode, pool }), modeAnswer, (said) =>
        said.ok ? ok(said.mode) : refused(said),
      ),
    nameAdmins: (userIds: number[]): Promise<Answer<Settings['editors']['admins']>> =>
      ask(at('/settings/admins', { userIds }), adminsAnswer, (said) => (said.ok ? ok(said.admins) : refused(said))),
    setPerson: (wish: PersonWish): Promise<Answer<Settings['overrides']['set']>> =>
      ask(at('/settings/people', wish), peopleAnswer, (said) => (said.ok ? ok(said.set) : refused(said))),
    changeChannel: (wish: ChannelWish): Promise<Answer<{ channels: Settings['channels']; said: string }>> =>
      ask(at('/settings/channels', wish), channelsAnswer, (said) => (said.ok ? ok(said) : refused(said))),
  };
}
