import { useState, type FormEvent } from 'react';
import { emulator } from '../data/emulator.ts';
import { PageLink } from '../shell/page-link.tsx';
import type { PageProps } from './page-props.ts';

const FIELDS = [
  { name: 'firstname', label: 'First name', autoComplete: 'given-name' },
  { name: 'lastname', label: 'Last name', autoComplete: 'family-name' },
  { name: 'email', label: 'E-mail', type: 'email', required: true, autoComplete: 'email' },
  { name: 'company', label: 'Company', autoComplete: 'organization' },
  { name: 'jobtitle', label: 'Job title', autoComplete: 'organization-title' },
  { name: 'country', label: 'Country', autoComplete: 'country-name' },
  { name: 'phone', label: 'Phone', type: 'tel', autoComplete: 'tel' },
] as const;

/** What a visitor of the company's website fills in. A known e-mail address asks again, a new one makes a contact. */
export function FormPage({ portal }: PageProps) {
  const [sent, setSent] = useState<{ id: string; isNew: boolean } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (form: HTMLFormElement) => {
    const filled = [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
    );
    try {
      setSent(await emulator.sendForm({ portalId: portal.portalId, properties: Object.fromEntries(filled) }));
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="hs-page hs-narrow">
      <h1>Talk to us</h1>
      <p className="hs-muted">This form stands on the company’s website.</p>
      {sent !== null && (
        <div className="hs-alert hs-alert-success" role="status">
          <strong>
            {sent.isNew ? 'Thank you, we have a new contact.' : 'Thank you, we know you and got your message.'}
          </strong>
          <PageLink to={`/contacts/${portal.portalId}/record/0-1/${sent.id}`} className="hs-link">
            Open the record
          </PageLink>
        </div>
      )}
      {problem !== null && (
        <div className="hs-alert hs-alert-danger" role="alert">
          <strong>This was not sent.</strong>
          <div>{problem}</div>
        </div>
      )}
      <form
        className="hs-form hs-sheet"
        onSubmit={(event: FormEvent<HTMLFormElement>) => {
          event.preventDefault();
          void send(event.currentTarget);
        }}
      >
        {FIELDS.map(({ name, label, ...attributes }) => (
          <div key={name} className="hs-field">
            <label className="hs-label" htmlFor={`form-${name}`}>
              {label}
            </label>
            <input id={`form-${name}`} name={name} {...attributes} />
          </div>
        ))}
        <div className="hs-field">
          <label className="hs-label" htmlFor="form-message">
            Message
          </label>
          <textarea id="form-message" name="message" rows={4} />
        </div>
        <button type="submit" className="hs-button hs-button-primary">
          Send
        </button>
      </form>
    </div>
  );
}
