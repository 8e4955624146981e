import { codeOf, DecryptionFailed } from '../../errors.ts';
import type { Lane } from '../../policy/taxonomy.ts';
import type { CrmWriteKind, CrmWriteState } from '../crm-write-kind.ts';
import type { PortalTx } from '../store.ts';
import { knownContactKeys, openForContact } from './contact-keys.ts';
import { parseContent, type WriteContent } from './crm-write-payload.ts';
import type { OwnerMemory } from './written-owners.ts';

/** A write that is ours to finish. */
export interface LeasedWrite {
  writeId: string;
  contactId: string;
  decisionId: string | null;
  handoffId: string | null;
  lane: Lane;
  state: 'todo' | 'sent';
  /** How often it was sent. */
  attempts: number;
  sentAt: Date | null;
  /** null: the contact was erased, there is nothing left to write; or the write is unreadable. */
  content: WriteContent | null;
  /** Why what was stored cannot be read (a code); null: it can. */
  unreadable: string | null;
  kind: CrmWriteKind;
  /** What is remembered of the contact's owner. */
  owner: OwnerMemory;
}

/** A row of the lease, with what is remembered of its contact. */
interface StoredWrite {
  write_id: string;
  contact_id: string;
  decision_id: string | null;
  handoff_id: string | null;
  lane: Lane;
  kind: CrmWriteKind;
  state: CrmWriteState;
  attempts: number;
  sent_at: Date | null;
  payload: Buffer | null;
  owner_written: string | null;
  owner_written_at: Date | null;
  automation_changes: number | null;
  automation_changed_at: Date | null;
}

/**
 * Opens stored writes. One that cannot be read - altered, under a key that is gone, of another version of Baton - says so
 * and keeps no other from being read. Throws DecryptionFailed for the portal's own key: then nothing is wrong with the
 * writes, and they wait until the key is back.
 */
export async function readable(tx: PortalTx, rows: readonly StoredWrite[]): Promise<LeasedWrite[]> {
  if (rows.length === 0) return [];
  await tx.portalKey();
  const keys = await keysByContact(tx, [...new Set(rows.map((row) => row.contact_id))]);
  return rows.map((row) => ({
    writeId: row.write_id,
    contactId: row.contact_id,
    decisionId: row.decision_id,
    handoffId: row.handoff_id,
    lane: row.lane,
    state: row.state === 'sent' ? 'sent' : 'todo',
    attempts: row.attempts,
    sentAt: row.sent_at,
    kind: row.kind,
    ...contentOf(row, keys.get(row.contact_id)),
    owner: {
      ownerWritten: row.owner_written,
      ownerWrittenAt: row.owner_written_at,
      changes: row.automation_changes ?? 0,
      changedAt: row.automation_changed_at,
    },
  }));
}

function contentOf(
  { kind, payload }: StoredWrite,
  key: Buffer | DecryptionFailed | undefined,
): Pick<LeasedWrite, 'content' | 'unreadable'> {
  if (key === undefined || payload === null) return { content: null, unreadable: null };
  if (key instanceof DecryptionFailed) return { content: null, unreadable: key.code };
  try {
    return { content: parseContent(kind, openForContact(key, payload)), unreadable: null };
  } catch (error) {
    return { content: null, unreadable: codeOf(error) };
  }
}

async function keysByContact(
  tx: PortalTx,
  contactIds: readonly string[],
): Promise<Map<string, Buffer | DecryptionFailed>> {
  try {
    return await knownContactKeys(tx, contactIds);
  } catch (error) {
    if (!(error instanceof DecryptionFailed)) throw error;
    const [only, ...others] = contactIds;
    if (only !== undefined && others.length === 0) return new Map([[only, error]]);
  }
  // One of them cannot be opened: each by itself.
  const keys = new Map<string, Buffer | DecryptionFailed>();
  for (const contactId of contactIds) {
    for (const [id, key] of await keysByContact(tx, [contactId])) keys.set(id, key);
  }
  return keys;
}
