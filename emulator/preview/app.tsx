import { useEffect, useState } from 'react';
import type { ProjectAnswer } from '../preview-api.ts';
import { emulator, readProject } from './data/emulator.ts';
import { loggedIn } from './data/people.ts';
import { usePlace } from './data/router.ts';
import { usePolled } from './data/use-polled.ts';
import { FrameDialog } from './host/frame-dialog.tsx';
import { AppPage } from './pages/app-page.tsx';
import { ContactsPage } from './pages/contacts.tsx';
import { FormPage } from './pages/form.tsx';
import type { PageProps } from './pages/page-props.ts';
import { RecordPage } from './pages/record.tsx';
import { SettingsPage } from './pages/settings.tsx';
import { StartPage } from './pages/start.tsx';
import { Shell } from './shell/shell.tsx';
import { Toasts } from './shell/toasts.tsx';

/** The small HubSpot: finds the account and the person of the address and shows its page. */
export function App() {
  const portals = usePolled('portals', emulator.portals);
  const [project, setProject] = useState<ProjectAnswer | null>(null);
  const place = usePlace();
  useEffect(() => void readProject().then(setProject), []);

  if (portals.value === null || project === null) {
    return <p className="hs-message">{portals.problem ?? 'HubSpot is on its way …'}</p>;
  }
  const [, area = '', portalId = ''] = place.pathname.split('/');
  const portal = portals.value.portals.find((one) => String(one.portalId) === portalId);
  if (area === '') return <StartPage answer={portals.value} project={project} problem={portals.problem} />;
  if (portal === undefined) return <p className="hs-message">There is no account {portalId}.</p>;
  const user = loggedIn(portal, place);
  if (user === null) return <p className="hs-message">Account {portalId} has no active user.</p>;
  const props = { app: portals.value.app, portal, user, project };
  return (
    <>
      <Shell {...props} area={area} problem={portals.problem}>
        <Page area={area} place={place} props={props} />
      </Shell>
      <Toasts />
      <FrameDialog />
    </>
  );
}

function Page({ area, place, props }: { area: string; place: URL; props: PageProps }) {
  const { pathname } = place;
  const contactId = /\/record\/0-1\/(\d+)/.exec(pathname)?.[1];
  if (area === 'contacts' && contactId !== undefined)
    return <RecordPage key={contactId} {...props} contactId={contactId} />;
  if (area === 'contacts') return <ContactsPage {...props} />;
  if (area === 'forms') return <FormPage {...props} />;
  if (area === 'connected-apps') return <SettingsPage {...props} />;
  return <AppPage {...props} />;
}
