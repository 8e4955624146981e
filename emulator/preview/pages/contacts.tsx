import { useState } from 'react';
import type { ListedContact } from '../../browse-api.ts';
import { emulator } from '../data/emulator.ts';
import { ownerName } from '../data/people.ts';
import { usePlace } from '../data/router.ts';
import { usePolled } from '../data/use-polled.ts';
import { contactName, inWords, momentText, sourceText } from '../data/words.ts';
import { PageLink } from '../shell/page-link.tsx';
import type { PageProps } from './page-props.ts';

const SHOWN = 50;

/** All contacts, newest first, as they come in. */
export function ContactsPage({ portal }: PageProps) {
  const [search, setSearch] = useState(usePlace().searchParams.get('search') ?? '');
  const { portalId } = portal;
  const list = usePolled(`contacts ${portalId} ${search}`, () => emulator.contacts(portalId, { limit: SHOWN, search }));
  const contacts = list.value?.contacts ?? [];
  return (
    <div className="hs-page">
      <div className="hs-page-head">
        <div>
          <h1>Contacts</h1>
          <p className="hs-muted">
            {list.value === null ? 'Looking …' : `${list.value.total} records, the newest ${contacts.length} shown`}
          </p>
        </div>
        <PageLink to={`/forms/${portalId}`} className="hs-button hs-button-primary hs-button-sm">
          Send a form
        </PageLink>
      </div>
      <div className="hs-field hs-search">
        <input
          type="search"
          aria-label="Search name, e-mail or company"
          placeholder="Search name, e-mail or company"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      </div>
      <div className="hs-table hs-bordered">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Company</th>
              <th scope="col">Contact owner</th>
              <th scope="col">Baton status</th>
              <th scope="col">Source</th>
              <th scope="col">Created</th>
            </tr>
          </thead>
          <tbody>
            {contacts.map((contact) => (
              <Row key={contact.id} contact={contact} portal={portal} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ contact, portal }: { contact: ListedContact; portal: PageProps['portal'] }) {
  const { id, source, createdAtMs, properties } = contact;
  const status = properties['baton_status'];
  return (
    <tr>
      <td>
        <PageLink to={`/contacts/${portal.portalId}/record/0-1/${id}`} className="hs-link">
          {contactName(properties)}
        </PageLink>
        <div className="hs-text-microcopy">{properties['email']}</div>
      </td>
      <td>{properties['company']}</td>
      <td>{ownerName(portal, properties['hubspot_owner_id']) || <span className="hs-muted">No owner</span>}</td>
      <td>{status === undefined ? '' : <span className="hs-tag hs-tag-info">{inWords(status)}</span>}</td>
      <td>{sourceText(source)}</td>
      <td>{momentText(createdAtMs)}</td>
    </tr>
  );
}
