import type { HubSpotPortal } from '../../hubspot/client.ts';
import type { RawLead } from '../../hubspot/lead.ts';
import type { PropertyNames } from '../../policy/reads.ts';
import type { DueHandoff } from '../../store/tables/handoff-clocks.ts';
import { actionOn, momentOf, type Action } from './evidence.ts';
import { CLOCK_TOLERANCE_MS } from '../look-back.ts';

/** HubSpot's figure that moves with every activity: where it has not moved, there is no new note. */
const LAST_ACTIVITY = 'notes_last_updated';
/** A due handoff as HubSpot shows it now. */
export interface SeenHandoff {
  handoff: DueHandoff;
  raw: RawLead;
  action: Action | null;
  /** A person has deleted its task. */
  taskIsGone: boolean;
}

/**
 * Reads what HubSpot shows of due handoffs: contacts with the owner's history, their tasks, and the notes of those with a
 * recent activity; three to six calls for up to 50. `gone`: no longer in HubSpot under this id; `unknown`: HubSpot did not
 * say. Throws when HubSpot cannot be read.
 */
export async function readDue(
  hubspot: HubSpotPortal,
  due: readonly DueHandoff[],
  reads: PropertyNames,
): Promise<{ seen: SeenHandoff[]; gone: DueHandoff[]; unknown: DueHandoff[] }> {
  const also = { ...reads, contact: [...reads.contact, LAST_ACTIVITY] };
  const [raws, { tasks, gone: goneTasks }] = await Promise.all([
    hubspot.readLeads(
      due.map((handoff) => handoff.contactId),
      { also },
    ),
    hubspot.readTasks(due.flatMap(({ taskId }) => taskId ?? [])),
  ]);
  const found = due.flatMap((handoff) => {
    const raw = raws.get(handoff.contactId);
    return raw === undefined || raw.contactId !== handoff.contactId ? [] : [{ handoff, raw }];
  });
  const notes = await hubspot.readNotes(found.filter(mayHaveNote).map(({ handoff }) => handoff.contactId));
  const here = new Set(found.map(({ handoff }) => handoff));
  return {
    seen: found.map(({ handoff, raw }) => ({
      handoff,
      raw,
      action: actionOn(handoff, {
        raw,
        task: tasks.get(handoff.taskId ?? '') ?? null,
        notes: notes.get(handoff.contactId) ?? [],
      }),
      taskIsGone: handoff.taskId !== null && goneTasks.has(handoff.taskId),
    })),
    gone: due.filter((handoff) => !here.has(handoff) && !raws.unknown.has(handoff.contactId)),
    unknown: due.filter((handoff) => raws.unknown.has(handoff.contactId)),
  };
}

/** Where an account lacks the figure, its notes are looked for in any case. */
function mayHaveNote({ handoff, raw }: { handoff: DueHandoff; raw: RawLead }): boolean {
  const last = raw.properties[LAST_ACTIVITY];
  if (last === undefined) return true;
  const lastMs = momentOf(last);
  return lastMs !== null && lastMs >= handoff.openedAt.getTime() - CLOCK_TOLERANCE_MS;
}
