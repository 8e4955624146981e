import type { HandoffParts } from '../../handoff/contract.ts';
import type { Directory } from '../../hubspot/lead.ts';
import { movedBecause } from '../../handoff/moved-because.ts';
import { explainVerdict } from '../../policy/explain.ts';
import type { DayBook } from '../../policy/day-book.ts';
import { Calendar } from '../../policy/hours.ts';
import { presenceAt } from '../../policy/presence.ts';
import type { CardDecision, CardHandoff, CardRows, HistoryRow } from '../../store/tables/card-rows.ts';
import type { CardView, HandoffDetails, HistoryEntry, ShownHandoff, ShownWhy } from '../contract/index.ts';
import { ownerName, userName } from '../names.ts';
import { mayReadDecision, mayRoute, type PoolPeople, type Viewer } from '../rights.ts';
import { moreChoices } from './more-choices.ts';
import { showSla } from './show-sla.ts';

/** Something is about to change: the page asks again soon; after a minute of waiting it takes its time. */
const SOON_MS = 1_000;
const LATER_MS = 5_000;
const WAITED_LONG_MS = 30_000;

/** Everything that the card of one contact is made of. */
export interface CardFacts {
  rows: CardRows;
  /** May this viewer read the handoff and act on it? */
  inside: boolean;
  /** null: not read, because this viewer may not see them, or gone. */
  parts: HandoffParts | null;
  directory: Directory | null;
  pools: ReadonlyMap<string, PoolPeople>;
  /** Do clocks run in working hours only? */
  workingHoursOnly: boolean;
  /** Calendar days that were worked out before; they save time and change nothing. */
  days?: DayBook;
  viewer: Viewer;
  now: Date;
}

const NOTHING: CardView['may'] = { accept: false, done: false, wrongOwner: false, route: false };

/** What a person sees on the record of a contact. Pure; the stored verdict is explained, never made again. */
export function showCard(facts: CardFacts): CardView {
  const { rows, now } = facts;
  const { portal } = rows;
  const last = lastChange(rows.history);
  const common = {
    asOf: now.toISOString(),
    mode: portal.mode,
    may: NOTHING,
    history: rows.history.map((row, place) =>
      showHistory(facts, row, { inside: rows.handoff === null || facts.inside, isLastChange: place === last }),
    ),
    lookAgainMs: null,
  };
  if (portal.status !== 'active') return { kind: 'suspended', ...common, history: [] };
  if (rows.gone !== null) return { kind: 'gone', ...common, history: [], gone: rows.gone };

  const { handoff, decision, waiting } = rows;
  const underWay = waiting !== null && waiting.state === 'waiting';
  const route = portal.mode !== 'paused' && mayRoute(facts.viewer) && !underWay;
  const soon = underWay && portal.mode !== 'paused' ? lookAgain(waiting.since, now) : null;
  if (handoff !== null && (handoff.closedAt === null || isLastWord(handoff, decision))) {
    const shown = showHandoff(facts, handoff);
    const may = handoff.closedAt === null ? mayDo(facts, handoff) : { ...NOTHING, route };
    const open = handoff.closedAt === null && facts.inside;
    const more = open ? moreChoices(handoff, facts.viewer, facts) : [];
    return { kind: 'handoff', ...common, may, lookAgainMs: soon, handoff: shown, more };
  }
  if (waiting?.state === 'dead' || (underWay && decision === null)) {
    const dead = waiting.state === 'dead';
    return {
      kind: 'waiting',
      ...common,
      may: { ...NOTHING, route: route && dead },
      lookAgainMs: soon,
      since: waiting.since.toISOString(),
      trouble: dead ? (waiting.lastError ?? 'unknown') : null,
    };
  }
  if (decision === null) return { kind: 'none', ...common, may: { ...NOTHING, route } };
  // Whoever waits for a free person is not helped by a second click, nor is what would be decided the same way again.
  const settled = decision.outcome === 'nurtured' || decision.outcome === 'skipped';
  return {
    kind: 'decision',
    ...common,
    may: { ...NOTHING, route: route && settled },
    lookAgainMs: soon,
    outcome: decision.outcome,
    observed: decision.ledger === 'observe',
    decidedAt: decision.decidedAt.toISOString(),
    owner: decision.verdict.ownerId === null ? null : ownerName(facts.directory, decision.verdict.ownerId),
    pool: decision.verdict.pool,
    hold:
      decision.verdict.hold === null
        ? null
        : { reason: decision.verdict.hold.reason, until: decision.verdict.hold.until },
    why: mayReadDecision(facts.viewer, decision.verdict, facts.pools) ? showWhy(facts, decision) : null,
  };
}

/** Was nothing decided about the contact after its closed handoff, but what made that handoff? */
function isLastWord(handoff: CardHandoff, decision: CardDecision | null): boolean {
  if (decision === null || handoff.closedAt === null || handoff.decision === null) return true;
  return decision.decisionId === handoff.decision.decisionId || decision.decidedAt <= handoff.closedAt;
}

function lookAgain(since: Date, now: Date): number {
  return now.getTime() - since.getTime() < WAITED_LONG_MS ? SOON_MS : LATER_MS;
}

function mayDo({ inside }: CardFacts, handoff: CardHandoff): CardView['may'] {
  return { accept: inside && handoff.status === 'offered', done: inside, wrongOwner: inside, route: false };
}

function showHandoff(facts: CardFacts, handoff: CardHandoff): ShownHandoff {
  const { viewer, inside, parts, rows, days } = facts;
  const { history, portal } = rows;
  const owner = facts.directory?.people.find((person) => person.ownerId === handoff.ownerId) ?? null;
  const calendar = new Calendar(facts.now.getTime(), portal.timeZone, days);
  const presence = owner === null ? 'inactive' : presenceAt(calendar, owner).presence;
  // Newest first, so what stands before the last offer or move is about the present owner.
  const disputed = history.slice(0, lastChange(history)).find((row) => row.what === 'wrong_owner') ?? null;
  return {
    handoffId: handoff.handoffId,
    revision: handoff.revision,
    status: handoff.status,
    outcome: handoff.outcome,
    closedAt: handoff.closedAt?.toISOString() ?? null,
    owner: {
      name: ownerName(facts.directory, handoff.ownerId),
      isViewer: viewer.ownerId === handoff.ownerId,
      presence: presence === 'out_of_office' ? 'away' : presence,
    },
    pool: handoff.pool,
    sla: showSla(handoff, {
      now: facts.now,
      portalZone: portal.timeZone,
      days,
      schedule: facts.workingHoursOnly ? owner : null,
    }),
    enquiries: handoff.enquiries,
    details: inside && parts !== null ? showDetails(parts, viewer.ownerId === handoff.ownerId) : null,
    hidden: inside ? (parts === null ? 'unreadable' : null) : 'not_allowed',
    why: inside && handoff.decision !== null ? showWhy(facts, handoff.decision) : null,
    wrongOwner:
      inside && disputed !== null
        ? {
            reason: disputed.label ?? 'other',
            who: disputed.actorUserId === null ? null : userName(facts.directory, disputed.actorUserId),
            at: disputed.at.toISOString(),
          }
        : null,
  };
}

function lastChange(history: readonly HistoryRow[]): number {
  const place = history.findIndex(({ what }) => what === 'offered' || what === 'moved');
  return place === -1 ? history.length : place;
}

function showDetails(parts: HandoffParts, ownerLooks: boolean): HandoffDetails {
  const { trigger, buyerContext, qualification, nextStep, risks, source, owner } = parts;
  const details = { trigger, buyerContext, qualification, nextStep, risks, source };
  if (owner.meetingLink === null) return details;
  const text = ownerLooks ? 'Your meeting link' : `Book a time with ${owner.name}`;
  return { ...details, meeting: { text, url: owner.meetingLink } };
}

function showWhy(facts: CardFacts, { verdict, flips, policyVersion }: CardDecision): ShownWhy {
  const nameOf = (ownerId: string) => ownerName(facts.directory, ownerId);
  const { headline, why, others, otherwise } = explainVerdict(verdict, nameOf, flips);
  // Of a nurtured lead there is nothing else to say than what it lacked; otherwise it stands with the others, folded away.
  return verdict.outcome === 'nurtured'
    ? { headline, sentences: [...why, ...otherwise], others, policyVersion }
    : { headline, sentences: why, others: [...others, ...otherwise], policyVersion };
}

/** Others see that something happened, not who said what about whom. */
function showHistory(
  facts: CardFacts,
  row: HistoryRow,
  { inside, isLastChange }: { inside: boolean; isLastChange: boolean },
): HistoryEntry {
  // Why its present owner has it is known in more words: what was, and what is.
  const moved = isLastChange && row.what === 'moved' ? facts.parts?.owner.moved : undefined;
  return {
    at: row.at.toISOString(),
    what: BY_CLOCK[row.what] ?? row.what,
    who: !inside || row.actorUserId === null ? null : userName(facts.directory, row.actorUserId),
    owner: row.ownerId === null ? null : ownerName(facts.directory, row.ownerId),
    label: inside && row.label !== null ? (moved ?? labelOf(row.what, row.label)) : null,
  };
}

/** What the clock of a handoff brings about, as people read it. */
const BY_CLOCK: Readonly<Record<string, string>> = {
  reminded: 'Owner reminded',
  lapsed: 'Nobody acted in time',
  stayed: 'Nobody else may have it',
  acted: 'A person has acted',
  task_deleted: 'Task deleted by a person',
  delayed: 'Clock waits: HubSpot cannot be read',
  grace: 'More time given',
};

const DONE: Readonly<Record<string, string>> = {
  contacted: 'called, wrote or met',
  note: 'wrote a note',
  task_completed: 'completed the task',
};

function labelOf(what: string, label: string): string {
  if (what === 'acted') return DONE[label] ?? label;
  if (what !== 'moved') return label;
  return movedBecause(label);
}
