import { useEffect, useState } from 'react';
import type { SeenProperty } from '../../browse-api.ts';
import { emulator } from '../data/emulator.ts';
import { nameOf } from '../data/people.ts';
import { contactName, initials, momentText } from '../data/words.ts';
import { PageLink } from '../shell/page-link.tsx';
import { PropertyRow } from './property-row.tsx';
import { RecordActions } from './record-actions.tsx';
import type { RecordProps } from './record.tsx';

/** What a person looks at first and may change. */
const EDITABLE = [
  ['email', 'E-mail'],
  ['phone', 'Phone number'],
  ['company', 'Company name'],
  ['jobtitle', 'Job title'],
  ['country', 'Country'],
  ['hs_language', 'Preferred language'],
  ['lifecyclestage', 'Lifecycle stage'],
  ['hs_lead_status', 'Lead status'],
  ['message', 'Message'],
] as const;

/** Who the contact is, its owner, its properties and what Baton wrote. */
export function LeftColumn(props: RecordProps) {
  const { portal, user, record, refresh } = props;
  const { id, properties } = record.contact;
  const definitions = useDefinitions(portal.portalId, portal.installed);
  const edit = async (name: string, value: string) => {
    await emulator.edit(id, { portalId: portal.portalId, userId: user.userId, properties: { [name]: value } });
    await refresh();
  };
  const name = contactName(properties);
  const baton = definitions.filter((one) => one.name.startsWith('baton_') && properties[one.name] !== undefined);
  return (
    <aside className="hs-record-left" aria-label="About this contact">
      <PageLink to={`/contacts/${portal.portalId}`} className="hs-link">
        ‹ Contacts
      </PageLink>
      <div className="hs-who">
        <span className="hs-avatar" aria-hidden="true">
          {initials(name)}
        </span>
        <div>
          <h1>{name}</h1>
          <div>{[properties['jobtitle'], properties['company']].filter(Boolean).join(' at ')}</div>
          <div className="hs-muted">{properties['email']}</div>
        </div>
      </div>
      <RecordActions {...props} />
      <div className="hs-property">
        <label htmlFor="contact-owner">Contact owner</label>
        <select
          id="contact-owner"
          value={properties['hubspot_owner_id'] ?? ''}
          onChange={({ target }) => void edit('hubspot_owner_id', target.value)}
        >
          <option value="">No owner</option>
          {portal.users.map((one) => (
            <option key={one.ownerId} value={one.ownerId} disabled={!one.active}>
              {nameOf(one)}
              {one.active ? '' : ' (deactivated)'}
            </option>
          ))}
        </select>
      </div>
      <h2>About this contact</h2>
      {EDITABLE.map(([property, label]) => (
        <PropertyRow
          key={property}
          label={label}
          value={properties[property] ?? ''}
          options={definitions.find((one) => one.name === property)?.options ?? []}
          onSave={(value) => edit(property, value)}
        />
      ))}
      {baton.length > 0 && <h2>Baton</h2>}
      {baton.map((definition) => (
        <div key={definition.name} className="hs-property" data-property={definition.name}>
          <span className="hs-property-label">{definition.label}</span>
          <span>{shown(definition, properties[definition.name] ?? '')}</span>
        </div>
      ))}
    </aside>
  );
}

/** Read again when the app is installed, because it brings properties of its own. */
function useDefinitions(portalId: number, installed: boolean): SeenProperty[] {
  const [definitions, setDefinitions] = useState<SeenProperty[]>([]);
  useEffect(() => {
    let ended = false;
    void emulator.properties(portalId).then(({ properties }) => ended || setDefinitions(properties));
    return () => {
      ended = true;
    };
  }, [portalId, installed]);
  return definitions;
}

function shown({ type, options }: SeenProperty, value: string): string {
  if (type === 'datetime') return momentText(value);
  const labelOf = (one: string) => options.find((option) => option.value === one)?.label ?? one;
  return type === 'enumeration' ? value.split(';').map(labelOf).join(', ') : value;
}
