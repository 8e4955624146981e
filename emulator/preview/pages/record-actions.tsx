import { emulator } from '../data/emulator.ts';
import { go, setParameters } from '../data/router.ts';
import type { RecordProps } from './record.tsx';

/** What a person does with a contact as a whole. */
export function RecordActions({ portal, user, record, refresh }: RecordProps) {
  const { id, archived } = record.contact;
  const who = { portalId: portal.portalId, userId: user.userId };
  const deleteForGood = async () => {
    await emulator.privacyDelete(id, who);
    go(`/contacts/${portal.portalId}`);
  };
  return (
    <div className="hs-record-actions">
      <button type="button" onClick={() => setParameters({ tab: 'activities' })}>
        Log a call
      </button>
      {archived ? (
        <button type="button" onClick={() => void emulator.restore(id, who).then(refresh)}>
          Restore
        </button>
      ) : (
        <button type="button" onClick={() => void emulator.remove(id, who).then(refresh)}>
          Delete
        </button>
      )}
      <button type="button" onClick={() => void deleteForGood()}>
        Erase for privacy
      </button>
    </div>
  );
}
