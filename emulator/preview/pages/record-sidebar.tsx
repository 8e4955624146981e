import type { ReactNode } from 'react';
import { setParameters, usePlace } from '../data/router.ts';
import { inWords } from '../data/words.ts';
import type { RecordSource } from '../host/record-source.ts';
import { CardAt } from './record-card.tsx';
import type { RecordProps } from './record.tsx';

/** The narrow column: the app's card once more, closed until it is wanted (`?sidebar=open`), and the company. */
export function Sidebar(props: RecordProps & { source: RecordSource }) {
  const { record, project } = props;
  const isOpen = usePlace().searchParams.get('sidebar') === 'open';
  const card = project.extensions.find(({ location }) => location === 'crm.record.sidebar');
  const { company } = record;
  return (
    <aside className="hs-record-right" aria-label="Associated with this contact">
      <button
        type="button"
        className="hs-section-toggle"
        aria-expanded={isOpen}
        onClick={() => setParameters({ sidebar: isOpen ? null : 'open' })}
      >
        <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {card?.name ?? 'Card'} in the sidebar
      </button>
      {isOpen && <CardAt location="crm.record.sidebar" {...props} />}
      {company === null ? <Section title="Companies (0)" /> : <Company properties={company.properties} />}
      <Section title="Deals (0)" />
    </aside>
  );
}

function Company({ properties }: { properties: Readonly<Record<string, string>> }) {
  return (
    <Section title="Companies (1)">
      <b>{properties['name']}</b>
      <div>{properties['domain']}</div>
      <div className="hs-muted">
        {[inWords(properties['industry'] ?? ''), properties['country']].filter(Boolean).join(' · ')}
      </div>
    </Section>
  );
}

function Section({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <section className="hs-card" aria-label={title}>
      <h2>{title}</h2>
      {children !== undefined && <div className="hs-card-body">{children}</div>}
    </section>
  );
}
