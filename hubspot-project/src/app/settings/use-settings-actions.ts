import type { Settings, ShownMode } from '@baton/contract';
import {
  mapAnswer,
  settingsTexts,
  useReport,
  type Answer,
  type Feed,
  type ChannelWish,
  type PersonWish,
} from '@baton/ui';

interface SettingsServer {
  setMode(mode: ShownMode, pool?: string): Promise<Answer<ShownMode>>;
  nameAdmins(userIds: number[]): Promise<Answer<Settings['editors']['admins']>>;
  setPerson(wish: PersonWish): Promise<Answer<Settings['overrides']['set']>>;
  changeChannel(wish: ChannelWish): Promise<Answer<{ channels: Settings['channels']; said: string }>>;
}

/** What an admin can change; each answers, when the server has, whether it was done. */
export interface SettingsActions {
  /** `pool`: the default pool, when going live. */
  setMode(mode: ShownMode, pool?: string): Promise<boolean>;
  nameAdmins(userIds: number[]): Promise<boolean>;
  /** Somebody is away or available whatever HubSpot says, or as HubSpot says again. */
  setPerson(wish: PersonWish): Promise<boolean>;
  /** Sets up a channel of notifications, removes one, or sends a test message through it. */
  changeChannel(wish: ChannelWish): Promise<boolean>;
  /** Reads what may have changed elsewhere. */
  reload(): Promise<void>;
}

const MODE_THANKS = {
  live: settingsTexts.wentLive,
  paused: settingsTexts.wasPaused,
  observe: settingsTexts.observes,
} as const;

/** Changes settings, tells the person what became of it, and reads what else has changed with it. */
export function useSettingsActions(server: SettingsServer, feed: Feed<Settings>): SettingsActions {
  const report = useReport();

  async function change(
    meanwhile: (settings: Settings) => Settings,
    write: (settings: Settings) => Promise<Answer<Settings>>,
    thanks: string | (() => string),
  ): Promise<boolean> {
    const answer = await feed.change(meanwhile, write);
    const done = report(answer, typeof thanks === 'string' ? thanks : thanks());
    if (done) await feed.reload();
    return done;
  }

  return {
    reload: feed.reload,
    setMode: (mode, pool) =>
      change(
        (settings) => ({ ...settings, mode }),
        async (settings) => mapAnswer(await server.setMode(mode, pool), (given) => ({ ...settings, mode: given })),
        MODE_THANKS[mode],
      ),
    nameAdmins: (userIds) =>
      change(
        (settings) => withAdmins(settings, people(settings, userIds)),
        async (settings) => mapAnswer(await server.nameAdmins(userIds), (admins) => withAdmins(settings, admins)),
        settingsTexts.saved,
      ),
    setPerson: (wish) =>
      change(
        (settings) => settings,
        async (settings) =>
          mapAnswer(await server.setPerson(wish), (set) => ({
            ...settings,
            overrides: { ...settings.overrides, set },
          })),
        settingsTexts.saved,
      ),
    changeChannel: (wish) => {
      let said = '';
      return change(
        (settings) => settings,
        async (settings) =>
          mapAnswer(await server.changeChannel(wish), (done) => {
            said = done.said;
            return { ...settings, channels: done.channels };
          }),
        () => said,
      );
    },
  };
}

/** Those who may be named do not include those who are. */
function people({ editors }: Settings, userIds: readonly number[]): Settings['editors']['admins'] {
  const known = [...editors.admins, ...editors.candidates];
  return userIds.flatMap((userId) => known.find((person) => person.userId === userId) ?? []);
}

function withAdmins(settings: Settings, admins: Settings['editors']['admins']): Settings {
  return { ...settings, editors: { ...settings.editors, admins } };
}
