import { ensureInstalled } from './install-locked.mjs';
import { ROOT } from './root.mjs';

/** Makes the project's node_modules what its package-lock.json says. Quick when it already is; throws when npm fails. */
export async function ensureDependencies() {
  await ensureInstalled({ folder: ROOT, what: 'dependencies' });
}
