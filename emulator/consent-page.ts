import type { Portal } from './model.ts';

/** The page on which a person picks an account and agrees. The form goes back to the address it came from. */
export function consentPage(options: {
  /** Path and query of this page. */
  action: string;
  portals: readonly Portal[];
  scopes: readonly string[];
  optionalScopes: readonly string[];
}): string {
  const { action, portals, scopes, optionalScopes } = options;
  const accounts = portals.map((portal) => accountChoice(portal, action)).join('\n');
  const list = [...scopes, ...optionalScopes.map((scope) => `${scope} (optional)`)];
  return page(
    'Connect the app',
    `<p>The app asks for:</p><ul>${list.map((scope) => `<li><code>${escape(scope)}</code></li>`).join('')}</ul>
${accounts || '<p>There is no account yet. Seed one with <code>POST /_emulator/seed</code>.</p>'}`,
  );
}

/** What a person sees when the install address is wrong or they may not install. */
export function refusalPage(message: string): string {
  return page("The app can't be connected", `<p>${escape(message)}</p>`);
}

function accountChoice(portal: Portal, action: string): string {
  const users = [...portal.users.values()].filter((user) => user.active);
  const choices = users.map((user) => {
    const rights = user.superAdmin ? ' (super admin)' : '';
    const name = `${user.firstName} ${user.lastName} <${user.email}>${rights}`;
    return `<option value="${user.userId}">${escape(name)}</option>`;
  });
  return `<form method="post" action="${escape(action)}">
<h2>Account ${portal.portalId}</h2>
<input type="hidden" name="portalId" value="${portal.portalId}">
<label>As <select name="userId">${choices.join('')}</select></label>
<button name="decision" value="grant">Connect app</button>
<button name="decision" value="deny">Cancel</button>
</form>`;
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title><link rel="icon" href="data:,">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}button{font:inherit;padding:.3rem .8rem}</style>
</head><body><h1>${escape(title)}</h1>${content}</body></html>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
