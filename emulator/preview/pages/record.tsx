import { useState } from 'react';
import type { RecordAnswer } from '../../browse-api.ts';
import { emulator } from '../data/emulator.ts';
import { setParameters, usePlace } from '../data/router.ts';
import { usePolled } from '../data/use-polled.ts';
import type { RecordSource } from '../host/record-source.ts';
import { About } from './record-about.tsx';
import { Activities } from './record-activities.tsx';
import { LeftColumn } from './record-left.tsx';
import { CardAt } from './record-card.tsx';
import { Sidebar } from './record-sidebar.tsx';
import type { PageProps } from './page-props.ts';

export interface RecordProps extends PageProps {
  record: RecordAnswer;
  /** Reads the record anew after a change made in this page and shows it; the app's card hears of it. */
  refresh(): Promise<void>;
  /** How often `refresh` has finished. */
  refreshes: number;
}

/**
 * A contact's page: properties left, the app's card and activities in the middle, what belongs to it right. All but the
 * card follows what happens on the server by itself: it is the window of whoever watches what Baton does.
 */
export function RecordPage({ contactId, ...props }: PageProps & { contactId: string }) {
  const { portalId } = props.portal;
  const load = () => emulator.record(portalId, contactId);
  const seen = usePolled(`record ${portalId} ${contactId}`, load, isGone);
  const [refreshes, setRefreshes] = useState(0);
  const refresh = async () => {
    await seen.refresh();
    setRefreshes((count) => count + 1);
  };
  if (seen.value === null) return <p className="hs-message">{seen.problem ?? 'Looking …'}</p>;
  return (
    <>
      {seen.problem !== null && <p className="hs-banner hs-banner-bad">{seen.problem}</p>}
      <ShownRecord {...props} record={seen.value} refresh={refresh} refreshes={refreshes} />
    </>
  );
}

/** Erased for good: it does not come back. */
function isGone(problem: string): boolean {
  return problem.includes('answered 404');
}

function ShownRecord(props: RecordProps) {
  const { record, refresh, refreshes, project } = props;
  const source: RecordSource = {
    contactId: record.contact.id,
    properties: record.contact.properties,
    companies:
      record.company === null ? [] : [{ toObjectId: Number(record.company.id), properties: record.company.properties }],
    refresh,
    refreshes,
  };
  const card = project.extensions.find(({ location }) => location === 'crm.record.tab');
  const tabs = [
    { id: 'card', title: card?.name ?? 'Card' },
    { id: 'activities', title: 'Activities' },
    { id: 'about', title: 'About' },
  ];
  const wanted = usePlace().searchParams.get('tab');
  const open = tabs.find(({ id }) => id === wanted)?.id ?? 'card';
  return (
    <div className="hs-record">
      <LeftColumn {...props} />
      <div className="hs-record-middle">
        <div className="hs-record-tabs" role="group" aria-label="Parts of this record">
          {tabs.map(({ id, title }) => (
            <button key={id} type="button" aria-pressed={id === open} onClick={() => setParameters({ tab: id })}>
              {title}
            </button>
          ))}
        </div>
        {record.contact.archived && (
          <p className="hs-banner hs-banner-bad">This contact has been deleted and is in the recycling bin.</p>
        )}
        {open === 'card' && <CardAt location="crm.record.tab" source={source} {...props} />}
        {open === 'activities' && <Activities {...props} />}
        {open === 'about' && <About {...props} />}
      </div>
      <Sidebar source={source} {...props} />
    </div>
  );
}
