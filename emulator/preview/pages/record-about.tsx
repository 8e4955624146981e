import { ownerName } from '../data/people.ts';
import { momentText, sourceText } from '../data/words.ts';
import type { RecordProps } from './record.tsx';

/** Where the contact came from and who had it, with who decided that. */
export function About({ portal, record, app }: RecordProps) {
  const { contact } = record;
  const whoDid = (source: string, sourceId: string | null) => {
    if (source === 'INTEGRATION') return sourceId === String(app.appId) ? 'the app' : 'an integration';
    const userId = /^(?:userId:)?(\d+)$/.exec(sourceId ?? '')?.[1];
    const user = portal.users.find((one) => String(one.userId) === userId);
    return user === undefined ? sourceText(source) : `${user.firstName} ${user.lastName}`;
  };
  const figures = [
    ['Created', momentText(contact.createdAtMs)],
    ['Source', sourceText(contact.source)],
    ['Forms sent', contact.properties['num_conversion_events'] ?? '0'],
    ['Last contacted', momentText(contact.properties['notes_last_contacted']) || 'Never'],
    ['Times contacted', contact.properties['num_contacted_notes'] ?? '0'],
    ['Record ID', contact.id],
  ];
  return (
    <>
      <section className="hs-card" aria-label="Origin">
        <h2>Origin and activity</h2>
        <dl className="hs-descriptions hs-descriptions-row hs-card-body">
          {figures.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="hs-card" aria-label="Owners">
        <h2>Contact owner, as it changed</h2>
        <ul className="hs-timeline">
          {contact.history.hubspot_owner_id.toReversed().map(({ value, atMs, source, sourceId }) => (
            <li key={`${atMs} ${value}`}>
              <b>{ownerName(portal, value) || 'No owner'}</b> by {whoDid(source, sourceId)}
              <span className="hs-muted"> {momentText(atMs)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
