import type { SeenPortal, SeenUser } from '../../browse-api.ts';
import { emulator } from '../data/emulator.ts';
import { nameOf, rememberUser } from '../data/people.ts';
import { setParameters } from '../data/router.ts';

/** Who is logged in, and whether they are available; the address keeps the choice: `?user=21`. */
export function UserMenu({ portal, user }: { portal: SeenPortal; user: SeenUser }) {
  const teamOf = ({ teamId }: SeenUser) => portal.teams.find((team) => team.teamId === teamId)?.name;
  const choose = (userId: string) => {
    rememberUser(portal.portalId, Number(userId));
    setParameters({ user: userId });
  };
  const availability = user.availability ?? 'available';
  return (
    <span className="hs-user-menu">
      <label>
        <span className="hs-hidden">Logged in as</span>
        <select name="user" value={user.userId} onChange={({ target }) => choose(target.value)}>
          {portal.users
            .filter((one) => one.active)
            .map((one) => (
              <option key={one.userId} value={one.userId}>
                {[nameOf(one), one.superAdmin ? 'Super admin' : teamOf(one)].filter(Boolean).join(' · ')}
              </option>
            ))}
        </select>
      </label>
      <button
        type="button"
        className="hs-top-button"
        title="Switch between available and away"
        onClick={() =>
          void emulator.editUser(user.userId, {
            portalId: portal.portalId,
            availability: availability === 'away' ? 'available' : 'away',
          })
        }
      >
        <i className={`hs-dot hs-dot-${availability === 'away' ? 'warning' : 'success'}`} aria-hidden="true" />
        {availability === 'away' ? 'Away' : 'Available'}
      </button>
    </span>
  );
}
