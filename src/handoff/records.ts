import { randomUUID } from 'node:crypto';
import type { Assessment } from '../agents/assessment.ts';
import type { RawLead } from '../hubspot/lead.ts';
import type { Enquiry } from '../mailbox/enquiry.ts';
import { enqueueNotifications, type Occasion, type Zones } from '../notifications/enqueue.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import type { OpenHandoff } from '../policy/input.ts';
import { onBreachOf, type OnBreach } from '../policy/on-breach.ts';
import type { Lane } from '../policy/taxonomy.ts';
import type { Verdict } from '../policy/verdict.ts';
import { isNurtureKind } from '../store/crm-write-kind.ts';
import type { LedgerName } from '../store/schema.ts';
import type { PortalTx } from '../store/store.ts';
import { sealForContact } from '../store/tables/contact-keys.ts';
import { rememberDecisions, type RememberedDecision } from '../store/tables/contacts.ts';
import { insertWrites, type PlannedWrite } from '../store/tables/crm-writes.ts';
import type { DecisionRow } from '../store/tables/decisions.ts';
import {
  closeHandoffs,
  insertHandoffs,
  resolveAnswered,
  type NewHandoff,
  type OpenHandoffRow,
} from '../store/tables/handoffs.ts';
import { updateHandoffs, type HandoffUpdate } from '../store/tables/handoffs-updated.ts';
import { appendHandoffEvents, type HandoffEvent } from '../store/tables/handoff-events.ts';
import { markStayed } from '../store/tables/handoff-clocks.ts';
import { raiseException } from '../store/tables/exceptions.ts';
import { overridesInForce, putOverride } from '../store/tables/person-overrides.ts';
import { listsOf } from '../store/tables/nurtured.ts';
import type { HandoffChange } from './plan.ts';
import { leaveList } from './plan-nurture.ts';
import { LAPSED, type Move } from './standing.ts';

const ACT = 'Somebody must act on it, or the policy name a manager or a fallback person.';
const NOBODY_ELSE: Readonly<Record<Move['because'], string>> = {
  sla: `Nobody acted on this handoff in time, and nobody else may have it now. ${ACT}`,
  declined: `The owner of this handoff declined it, and nobody else may have it now. ${ACT}`,
  wrong_owner: `Its owner was said to be the wrong one, and nobody else may have it now. ${ACT}`,
  left: `The owner of this handoff is away or has left, and nobody else may have it now. ${ACT}`,
  merged:
    'Whoever had come further with a record that was merged into this one is not active in HubSpot; it stays where it is.',
  back: 'Whoever was on leave is no longer active in HubSpot; this handoff stays where it is.',
  given: 'This handoff was given to somebody who is not active in HubSpot; it stays where it is.',
};

/** Gathers what a batch of decisions does to handoffs, contacts and CRM writes, and stores it in a few statements. */
export class HandoffRecords {
  readonly #now: Date;
  readonly #ledger: LedgerName;
  readonly #zones: Zones;
  readonly #opened: NewHandoff[] = [];
  readonly #updated: HandoffUpdate[] = [];
  readonly #takenOver: { handoffId: string; outcome: 'taken_over'; at: Date }[] = [];
  readonly #events: HandoffEvent[] = [];
  readonly #writes: PlannedWrite[] = [];
  readonly #remembered: RememberedDecision[] = [];
  readonly #stayed: { handoffId: string; lookAt: Date }[] = [];
  readonly #problems: { kind: string; subject: string; sentence: string }[] = [];
  readonly #occasions: Occasion[] = [];
  readonly #answered: string[] = [];
  readonly #away = new Map<string, Date>();

  constructor(options: { now: Date; ledger: LedgerName; zones: Zones }) {
    this.#now = options.now;
    this.#ledger = options.ledger;
    this.#zones = options.zones;
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

  /** Nobody acted in time, and nobody else may have it now: it stays, and is looked at again at `lookAt`. */
  stayed(
    handoff: OpenHandoffRow,
    options: { because: Move['because']; policy: CompiledPolicy; lookAt: Date; lane: Lane },
  ): void {
    const { handoffId, contactId, ownerId } = handoff;
    const problem = { kind: 'nobody_acted', subject: contactId, sentence: NOBODY_ELSE[options.because] };
    if (options.because !== LAPSED) {
      this.#problems.push(problem);
      this.#events.push({ kind: 'stayed', handoffId, contactId, ownerId, at: this.#now });
      return;
    }
    this.#stayed.push({ handoffId, lookAt: options.lookAt });
    if (handoff.slaState === 'breached') return;
    const event = { handoffId, contactId, ownerId, at: this.#now };
    this.#events.push({ kind: 'lapsed', ...event }, { kind: 'stayed', ...event });
    this.#problems.push(problem);
    this.#tell('breached', { handoffId, contactId, ownerId, pool: handoff.pool, lane: options.lane });
    const payload = { properties: { baton_sla_state: 'breached' } };
    const { lane } = options;
    const write = { writeId: randomUUID(), contactId, decisionId: null, handoffId, lane };
    this.#writes.push({ ...write, kind: 'contact_update', payload });
    this.setAway(ownerId, onBreachOf(options.policy.document.sla));
  }

  /** Facts have changed that do not move it: what they say stands on the contact all the same. */
  relabelled(handoff: OpenHandoffRow, properties: Readonly<Record<string, string>>, lane: Lane): void {
    if (Object.keys(properties).length === 0) return;
    const { handoffId, contactId } = handoff;
    const write = { writeId: randomUUID(), contactId, decisionId: null, handoffId, lane };
    this.#writes.push({ ...write, kind: 'contact_update', payload: { properties } });
  }

  /** Who lets one lapse may get none for a while. */
  setAway(ownerId: string, { awayMinutes }: OnBreach): void {
    if (awayMinutes === null) return;
    this.#away.set(ownerId, new Date(this.#now.getTime() + awayMinutes * 60_000));
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
      nurtureEnquiry: plan.writes.some(({ kind }) => isNurtureKind(kind)) ? row.enquiryId : null,
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
      const { urgency, clock, enquiries, movedBy, reopens, lapsedOwnerId, coversFor } = change;
      const newStart = movedBy === null && !reopens ? null : this.#now;
      // What somebody did after that, before Baton came to it, is an answer to it.
      const askedAgainAt = reopens ? new Date(Math.min(this.#now.getTime(), lead.enquiry.occurredAtMs)) : null;
      this.#updated.push({ ...common, urgency, clock, enquiries, newStart, askedAgainAt, lapsedOwnerId, coversFor });
      const { contactId } = row;
      const event = { handoffId: change.handoffId, contactId, ownerId: verdict.ownerId, at: this.#now };
      if (change.added) this.#events.push({ kind: 'enquiry_added', ...event });
      if (reopens && !change.moved) this.#tell('offered', { ...event, pool: verdict.pool, lane: lead.lane });
      if (change.moved) this.#answered.push(contactId);
      if (change.lapsedOwnerId !== null && movedBy === LAPSED) {
        this.#events.push({ kind: 'lapsed', ...event, ownerId: change.lapsedOwnerId });
      }
      if (change.moved) {
        this.#events.push({ kind: 'moved', ...event, label: change.because });
        const isLastResort = verdict.ownerReason === 'manager' || verdict.ownerReason === 'fallback_person';
        this.#tell(isLastResort ? 'escalated' : 'moved', { ...event, pool: verdict.pool, lane: lead.lane });
      }
      return;
    }
    const told = { handoffId: change.handoffId, contactId: row.contactId, ownerId: verdict.ownerId };
    this.#tell('offered', { ...told, pool: verdict.pool, lane: lead.lane });
    this.#opened.push({
      ...common,
      contactId: row.contactId,
      enquiryId: row.enquiryId,
      urgency: lead.assessment.urgency.value,
      slaState: change.clock.dueAt === null ? 'none' : 'running',
      clock: change.clock,
      openedAt: this.#now,
    });
  }

  #tell(kind: Occasion['kind'], about: Omit<Occasion, 'kind'>): void {
    const { handoffId, contactId, ownerId, pool, lane } = about;
    this.#occasions.push({ kind, handoffId, contactId, ownerId, pool, lane });
  }

  async store(tx: PortalTx, writeLease: { leaseId: string; processId: string }): Promise<void> {
    await closeHandoffs(tx, this.#takenOver);
    await insertHandoffs(tx, this.#opened);
    await updateHandoffs(tx, this.#updated);
    await markStayed(tx, this.#stayed);
    for (const contactId of this.#answered) await resolveAnswered(tx, contactId);
    for (const problem of this.#problems) await raiseException(tx, problem);
    await setAwayForAWhile(tx, this.#away, this.#now);
    await appendHandoffEvents(tx, this.#events);
    await rememberDecisions(tx, this.#remembered);
    if (this.#ledger !== 'live') return;
    // Their rows are locked by now: a list on which one is just being put is known here or knows of the new outcome there.
    const routed = this.#remembered.filter(({ outcome }) => outcome === 'routed');
    const leaving = await listsOf(
      tx,
      routed.map(({ contactId }) => contactId),
    );
    await insertWrites(tx, [...this.#writes, ...leaving.map(leaveList)], writeLease);
    await enqueueNotifications(tx, this.#occasions, { now: this.#now, zones: this.#zones });
  }
}

/** Why Baton itself has set somebody away: they get no more for a while, and keep what they have. */
export const DID_NOT_ACT = 'Did not act in time on a handoff; Baton waits a while before it gives them more.';

/** An admin's word is not set aside for it. */
async function setAwayForAWhile(tx: PortalTx, away: ReadonlyMap<string, Date>, now: Date): Promise<void> {
  if (away.size === 0) return;
  const set = new Set((await overridesInForce(tx, now)).map(({ ownerId }) => ownerId));
  for (const [ownerId, until] of away) {
    if (set.has(ownerId)) continue;
    await putOverride(tx, { ownerId, state: 'away', until, note: DID_NOT_ACT, authorUserId: null });
  }
}
