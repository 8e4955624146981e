import type { ListedHandoff, Today } from '@baton/contract';
import { commonTexts, labelOf, pagesTexts, RowsTable, useFormats } from '@baton/ui';
import { StatusTag } from '@hubspot/ui-extensions';
import { LeadLink } from './LeadLink.tsx';

/** Open handoffs with their deadline. */
export function HandoffTable(props: { testId: string; rows: readonly ListedHandoff[]; empty: string; now: number }) {
  const { moment } = useFormats();
  return (
    <RowsTable
      testId={props.testId}
      columns={[pagesTexts.lead, pagesTexts.owner, pagesTexts.status, pagesTexts.urgency, pagesTexts.due]}
      rows={props.rows.map((row) => [
        <LeadLink key="lead" lead={row} />,
        row.owner,
        labelOf('status', row.status),
        labelOf('urgency', row.urgency),
        row.dueAt === null ? pagesTexts.none : moment(row.dueAt, props.now),
      ])}
      empty={props.empty}
    />
  );
}

/** Leads that have no owner yet. */
export function WaitingTable({ rows, now }: { rows: Today['waiting']; now: number }) {
  const { moment } = useFormats();
  return (
    <RowsTable
      testId="waiting"
      columns={[pagesTexts.lead, pagesTexts.status, pagesTexts.pool, pagesTexts.since]}
      rows={rows.map((row) => [
        <LeadLink key="lead" lead={row} />,
        <StatusTag key="status" variant={row.held ? 'warning' : 'info'}>
          {row.held ? pagesTexts.isHeld : pagesTexts.isWaiting}
        </StatusTag>,
        row.pool ?? pagesTexts.none,
        moment(row.since, now),
      ])}
      empty={pagesTexts.waitingEmpty}
    />
  );
}

/** People who get no leads now, and what they still have open. */
export function AwayTable({ rows, now }: { rows: Today['away']; now: number }) {
  const { moment, number } = useFormats();
  return (
    <RowsTable
      testId="away"
      columns={[pagesTexts.person, pagesTexts.why, pagesTexts.until, pagesTexts.pools, pagesTexts.openHandoffs]}
      rows={rows.map((row) => [
        row.name,
        row.note === undefined ? pagesTexts.away[row.why] : `${pagesTexts.away[row.why]}: ${row.note}`,
        row.until === null ? pagesTexts.none : moment(row.until, now),
        row.pools.length === 0 ? pagesTexts.none : commonTexts.list(row.pools),
        number(row.openHandoffs),
      ])}
      empty={pagesTexts.awayEmpty}
    />
  );
}

/** Leads whose owner somebody called the wrong one. */
export function WrongOwnerTable({ rows, now }: { rows: Today['wrongOwner']; now: number }) {
  const { moment } = useFormats();
  return (
    <RowsTable
      testId="wrong-owner"
      columns={[pagesTexts.lead, pagesTexts.owner, pagesTexts.reason, pagesTexts.when]}
      rows={rows.map((row) => [
        <LeadLink key="lead" lead={row} />,
        row.owner,
        labelOf('wrongOwner', row.reason),
        moment(row.at, now),
      ])}
      empty={pagesTexts.wrongOwnerEmpty}
    />
  );
}
