import { createRemoteReceiver, RemoteRenderer } from '@remote-ui/react/host';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PreviewExtension } from '../../preview-api.ts';
import { controller } from '../components/controller.ts';
import { usePlace } from '../data/router.ts';
import type { AppPageLocation, ExtensionContext } from './contract.ts';
import { commonActions, recordActions } from './host-actions.ts';
import { createOverlays } from './overlays.ts';
import { proxyModeIn } from './proxy-mode.ts';
import { createPropertyWatch, type RecordSource } from './record-source.ts';
import { runExtension, type Running } from './run-extension.ts';
import { SurroundingsProvider, type Surroundings } from './surroundings.ts';

export interface ExtensionProps {
  extension: PreviewExtension;
  context: ExtensionContext;
  /** For cards. */
  record?: RecordSource;
  /** For app pages. */
  pages?: Pick<Surroundings, 'headerSlot' | 'pageAddress' | 'goToPage'> & { location: AppPageLocation };
}

const START_PAGE: AppPageLocation = { path: '/', params: {} };
const NO_PAGES = { headerSlot: null, pageAddress: (to: string) => to, goToPage: () => {} };

/** Runs one of the app's extensions; starts it anew for another person, account or record. */
export function Extension(props: ExtensionProps) {
  const { extension, context } = props;
  if (!extension.built) {
    return (
      <div className="hs-notice" role="status">
        <strong>{extension.name} has not been built.</strong>
        <p>
          <code>npm run demo</code> builds the app’s extensions before it starts; this page shows them after a reload.
        </p>
      </div>
    );
  }
  return <RunningExtension key={JSON.stringify([extension, context])} {...props} />;
}

function RunningExtension({
  extension,
  context,
  record,
  pages = { ...NO_PAGES, location: START_PAGE },
}: ExtensionProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const receiver = useMemo(() => createRemoteReceiver(), []);
  const overlays = useMemo(() => createOverlays(), []);
  const watch = useMemo(() => createPropertyWatch(), []);
  const running = useRef<Running | null>(null);
  const place = usePlace();
  // the worker lives longer than one drawing of this component
  const latest = useRef({ record, pages, place });
  latest.current = { record, pages, place };

  useEffect(() => {
    const now = () => latest.current;
    const goToPage: Surroundings['goToPage'] = (to, params) => now().pages.goToPage(to, params);
    running.current = runExtension({
      bundleUrl: extension.bundle,
      receiver,
      context,
      actions: {
        ...commonActions({ overlays, goToPage }),
        ...(record === undefined ? {} : recordActions(() => now().record ?? null, watch)),
      },
      pageLocation: now().pages.location,
      proxyMode: () => proxyModeIn(now().place),
      associations: (type) => (/^(0-2|compan)/i.test(type) ? (now().record?.companies ?? []) : []),
      onFailure: setFailure,
    });
    return () => running.current?.stop();
    // `key` of the caller starts anew whenever what is left out here changes
  }, [receiver, overlays, watch]);

  const locationKey = JSON.stringify(pages.location);
  useEffect(() => running.current?.setPageLocation(latest.current.pages.location), [locationKey]);
  // HubSpot promises to tell of what is changed in the page or read again by refreshObjectProperties, not of what the
  // server changes: an extension that followed that here would seem more up to date than it is in a real account
  useEffect(() => watch.changed(latest.current.record?.properties ?? {}), [record?.refreshes, watch]);

  if (failure !== null) {
    return (
      <div className="hs-notice hs-notice-bad" role="alert">
        <strong>There was a problem displaying {extension.name}.</strong>
        <pre>{failure}</pre>
      </div>
    );
  }
  return (
    <SurroundingsProvider value={{ overlays, ...pages }}>
      <div className="hs-extension" data-location={extension.location}>
        <RemoteRenderer receiver={receiver} controller={controller} />
      </div>
    </SurroundingsProvider>
  );
}
