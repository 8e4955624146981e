import type { SeenPortal, SeenUser } from '../../browse-api.ts';

const REMEMBERED = 'preview.user';

/**
 * Who is logged in: the user that the address names, else the one chosen last in this browser, else an admin. null when
 * the account has no active user.
 */
export function loggedIn(portal: SeenPortal, place: URL): SeenUser | null {
  const active = portal.users.filter((user) => user.active);
  const wanted = place.searchParams.get('user') ?? window.localStorage.getItem(`${REMEMBERED}.${portal.portalId}`);
  return (
    active.find((user) => String(user.userId) === wanted) ?? active.find((user) => user.superAdmin) ?? active[0] ?? null
  );
}

/** Remembers the choice for pages whose address names nobody. */
export function rememberUser(portalId: number, userId: number): void {
  window.localStorage.setItem(`${REMEMBERED}.${portalId}`, String(userId));
}

export function nameOf(user: Pick<SeenUser, 'firstName' | 'lastName' | 'email'>): string {
  return `${user.firstName} ${user.lastName}`.trim() || user.email;
}

/** The name behind an owner id; the id itself when nobody has it; an empty text for none. */
export function ownerName(portal: SeenPortal, ownerId: string | undefined | null): string {
  if (!ownerId) return '';
  const user = portal.users.find((one) => one.ownerId === ownerId);
  if (user === undefined) return ownerId;
  return user.active ? nameOf(user) : `${nameOf(user)} (deactivated)`;
}
