import { adminsAnswer, modeAnswer, settingsAnswer, type Settings, type ShownMode } from '@baton/contract';
import type { Answer } from './answers.ts';
import type { At } from './api.ts';
import { ask } from './ask.ts';

/** What the settings page asks. */
export function settingsApi(at: At) {
  return {
    readSettings: (): Promise<Answer<Settings>> =>
      ask(at('/settings/status'), settingsAnswer, ({ settings }) => settings),
    /** `pool`: who gets what no rule names; needed to go live. */
    setMode: (mode: ShownMode, pool?: string): Promise<Answer<ShownMode>> =>
      ask(at('/settings/mode', pool === undefined ? { mode } : { mode, pool }), modeAnswer, (said) => said.mode),
    nameAdmins: (userIds: number[]): Promise<Answer<Settings['editors']['admins']>> =>
      ask(at('/settings/admins', { userIds }), adminsAnswer, ({ admins }) => admins),
  };
}
