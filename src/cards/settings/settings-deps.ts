import type { ReadCatalogue } from '../../install/catalogue.ts';
import type { Senders } from '../../notifications/send.ts';
import type { PageDeps } from '../page-deps.ts';

/** What the settings page's routes need. */
export interface SettingsDeps extends PageDeps {
  /** The account's properties. Throws when HubSpot cannot be read. */
  catalogue: ReadCatalogue;
  /** What notifications are sent with. */
  senders: Senders;
}
