import { useState, type FormEvent } from 'react';
import type { RecordAnswer } from '../../browse-api.ts';
import { emulator } from '../data/emulator.ts';
import { ownerName } from '../data/people.ts';
import { inWords, momentText } from '../data/words.ts';
import { plainText } from './plain-text.ts';
import type { RecordProps } from './record.tsx';

const OUTCOMES = ['COMPLETED', 'NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED'] as const;
type Outcome = (typeof OUTCOMES)[number];

/** Tasks that can be completed, and calls and notes with a place to write them. */
export function Activities(props: RecordProps) {
  const { portal, record } = props;
  return (
    <>
      <Composer {...props} />
      <section className="hs-card" aria-label="Tasks">
        <h2>Tasks ({record.tasks.length})</h2>
        <ul className="hs-timeline">
          {record.tasks.map((task) => (
            <TaskItem key={task.id} task={task} {...props} />
          ))}
        </ul>
      </section>
      <section className="hs-card" aria-label="Calls and notes">
        <h2>Calls and notes ({record.activities.length})</h2>
        <ul className="hs-timeline">
          {record.activities.map(({ id, kind, atMs, ownerId, text, outcome }) => (
            <li key={id}>
              <div>
                <b>{kind === 'call' ? `Call · ${inWords(outcome ?? '')}` : 'Note'}</b> by {ownerName(portal, ownerId)}
                <span className="hs-muted"> {momentText(atMs)}</span>
              </div>
              <div className="hs-prose">{plainText(text)}</div>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Composer({ portal, user, record, refresh }: RecordProps) {
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<Outcome>('COMPLETED');
  const save = async (kind: 'call' | 'note') => {
    const { portalId } = portal;
    await emulator.logActivity({ portalId, userId: user.userId, contactId: record.contact.id, kind, text, outcome });
    setText('');
    await refresh();
  };
  return (
    <form className="hs-card hs-composer" onSubmit={(event: FormEvent) => event.preventDefault()}>
      <label htmlFor="activity-text">What happened?</label>
      <textarea id="activity-text" rows={2} value={text} onChange={({ target }) => setText(target.value)} />
      <div className="hs-button-row">
        <label>
          Outcome of the call{' '}
          <select
            value={outcome}
            onChange={({ target }) => setOutcome(OUTCOMES.find((one) => one === target.value) ?? 'COMPLETED')}
          >
            {OUTCOMES.map((one) => (
              <option key={one} value={one}>
                {inWords(one)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="hs-button hs-button-primary hs-button-sm" onClick={() => void save('call')}>
          Log a call
        </button>
        <button type="button" className="hs-button hs-button-secondary hs-button-sm" onClick={() => void save('note')}>
          Add a note
        </button>
      </div>
    </form>
  );
}

function TaskItem({ task, portal, user, refresh }: RecordProps & { task: RecordAnswer['tasks'][number] }) {
  const { properties } = task;
  const isDone = properties['hs_task_status'] === 'COMPLETED';
  const set = async (status: string) => {
    const { portalId } = portal;
    await emulator.editTask(task.id, { portalId, userId: user.userId, properties: { hs_task_status: status } });
    await refresh();
  };
  return (
    <li data-task={task.id} data-done={isDone}>
      <div className="hs-task-head">
        <div>
          <b>{properties['hs_task_subject']}</b>
          <div className="hs-muted">
            {ownerName(portal, properties['hubspot_owner_id'])} · due {momentText(properties['hs_timestamp'])} ·{' '}
            {inWords(properties['hs_task_status'] ?? '')}
          </div>
        </div>
        <button
          type="button"
          className="hs-button hs-button-secondary hs-button-xs"
          onClick={() => void set(isDone ? 'NOT_STARTED' : 'COMPLETED')}
        >
          {isDone ? 'Open again' : 'Complete'}
        </button>
      </div>
      <div className="hs-prose">{plainText(properties['hs_task_body'] ?? '')}</div>
    </li>
  );
}
