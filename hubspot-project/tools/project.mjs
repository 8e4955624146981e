import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The folder that holds hsproject.json. */
export const PROJECT = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');
export const SRC = path.join(PROJECT, 'src');
export const APP = path.join(SRC, 'app');
/** Where the bundles go, each in the folder of its entry: cards/HandoffCard.js. */
export const DIST = path.join(PROJECT, 'dist');

/** What HubSpot builds, as entry points below src/app. */
export const ENTRIES = ['cards/HandoffCard.tsx', 'settings/SettingsPage.tsx', 'pages/Pages.tsx'];
/** Environments that the project can be uploaded for. */
export const PROFILES = ['dev', 'prod'];
