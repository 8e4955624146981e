import type { Assessment } from '../agents/assessment.ts';
import type { RawLead } from '../hubspot/lead.ts';
import type { Enquiry } from '../mailbox/enquiry.ts';
import type { OpenHandoff } from '../policy/input.ts';
import type { Lane } from '../policy/taxonomy.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { LedgerName } from '../store/schema.ts';
import type { PortalTx } from '../store/store.ts';
import { sealForContact } from '../store/tables/contact-keys.ts';
import { rememberDecisions, type RememberedDecision } from '../store/tables/contacts.ts';
import { insertWrites, type PlannedWrite } from '../store/tables/crm-writes.ts';
import type { DecisionRow } from '../store/tables/decisions.ts';
import {
  closeHandoffs,
  insertHandoffs,
  updateHandoffs,
  type HandoffUpdate,
  type NewHandoff,
  type OpenHandoffRow,
} from '../store/tables/handoffs.ts';
import { appendHandoffEvents, type HandoffEvent } from '../store/tables/handoff-events.ts';
import type { HandoffChange } from './plan.ts';

/** Gathers what a batch of decisions does to handoffs, contacts and CRM writes, and stores it in a few statements. */
export class HandoffRecords {
  readonly #now: Date;
  readonly #ledger: LedgerName;
  readonly #opened: NewHandoff[] = [];
  readonly #updated: HandoffUpdate[] = [];
  readonly #takenOver: { handoffId: string; outcome: 'taken_over'; at: Date }[] = [];
  readonly #events: HandoffEvent[] = [];
  readonly #writes: PlannedWrite[] = [];
  readonly #remembered: RememberedDecision[] = [];

  constructor(options: { now: Date; ledger: LedgerName }) {
    this.#now = options.now;
    this.#ledger = options.ledger;
  }

  asOpenHandoff(row: OpenHandoffRow): OpenHandoff {
    return {
      handoffId: row.handoffId,
      decisionId: row.decisionId,
      enquiryId: row.enquiryId,
      ownerId: row.ownerId,
      status: row.status,
      openedAt: row.openedAt.toISOString(),
      dueAt: row.slaDueAt?.toISOString() ?? null,
    };
  }

  /** A person took the contact over: the handoff is closed, and the contact and its task say so. */
  takenOver(handoff: OpenHandoffRow | null, at: Date, writes: readonly PlannedWrite[]): void {
    if (handoff !== null) this.#takenOver.push({ handoffId: handoff.handoffId, outcome: 'taken_over', at });
    this.#writes.push(...writes);
  }

  decided(options: {
    lead: { raw: RawLead; assessment: Assessment; enquiry: Enquiry; enquiryHash: string; lane: Lane };
    row: DecisionRow;
    plan: { change: HandoffChange; writes: readonly PlannedWrite[] };
    verdict: Verdict;
    contactKey: Buffer | null;
    enquiries: number;
  }): void {
    const { lead, row, plan, verdict, contactKey } = options;
    this.#writes.push(...plan.writes);
    this.#remembered.push({
      contactId: row.contactId,
      decisionId: row.decisionId,
      outcome: row.outcome,
      source: lead.enquiry.source,
      companyId: lead.raw.company?.companyId ?? null,
      enquiryHash: lead.enquiryHash,
      enquiries: options.enquiries,
      ownerRead: lead.raw.properties['hubspot_owner_id'] || null,
      ownerReadAt: new Date(lead.raw.readAtMs),
    });
    const { change } = plan;
    if (change === null || contactKey === null || verdict.ownerId === null) return;
    const parts = sealForContact(contactKey, change.parts);
    const common = {
      handoffId: change.handoffId,
      decisionId: row.decisionId,
      ownerId: verdict.ownerId,
      pool: verdict.pool,
      parts,
    };
    if (change.kind === 'update') {
      const { urgency, dueAt: slaDueAt, enquiries, movedBy } = change;
      this.#updated.push({ ...common, urgency, slaDueAt, enquiries, isNewStart: movedBy !== null });
      const { contactId } = row;
      const event = { handoffId: change.handoffId, contactId, ownerId: verdict.ownerId, at: this.#now };
      if (change.added) this.#events.push({ kind: 'enquiry_added', ...event });
      if (change.moved) this.#events.push({ kind: 'moved', ...event, label: movedBy });
      return;
    }
    this.#opened.push({
      ...common,
      contactId: row.contactId,
      enquiryId: row.enquiryId,
      urgency: lead.assessment.urgency.value,
      slaState: verdict.sla === null ? 'none' : 'running',
      slaDueAt: verdict.sla === null ? null : new Date(verdict.sla.dueAt),
      openedAt: this.#now,
    });
  }

  async store(tx: PortalTx, writeLease: { leaseId: string; processId: string }): Promise<void> {
    await closeHandoffs(tx, this.#takenOver);
    await insertHandoffs(tx, this.#opened);
    await updateHandoffs(tx, this.#updated);
    await appendHandoffEvents(tx, this.#events);
    await rememberDecisions(tx, this.#remembered);
    if (this.#ledger === 'live') await insertWrites(tx, this.#writes, writeLease);
  }
}
