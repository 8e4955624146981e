import type { Settings } from '@baton/contract';
import type { SettingsActions } from './use-settings-actions.ts';

/** What every part of the page may need. */
export interface SettingsProps {
  settings: Settings;
  /** A change is on its way. */
  busy: boolean;
  actions: SettingsActions;
}
