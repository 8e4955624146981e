import type { CardView, ShownHandoff } from '@baton/contract';
import { cardTexts, labelOf, useFormats, type Formats } from '@baton/ui';
import { Flex, Heading, ProgressBar, StatusTag, Text } from '@hubspot/ui-extensions';
import type { CardProps } from './card-props.ts';
import { clockAt, type Clock } from './sla.ts';

const VARIANTS = { offered: 'info', accepted: 'success', acted: 'success', closed: 'default' } as const;

/** Where the handoff stands, whose it is, and how much time is left. */
export function OwnerAndClock({ card, elapsedMs, now }: CardProps<Extract<CardView, { kind: 'handoff' }>>) {
  const formats = useFormats();
  const { owner, pool, status, sla, enquiries, details } = card.handoff;
  const clock = status === 'closed' ? null : clockAt(sla, card.asOf, elapsedMs);
  return (
    <Flex direction="column" gap="xs">
      <Flex direction="row" gap="sm" wrap>
        <StatusTag testId="status" variant={VARIANTS[status]}>
          {labelOf('status', status)}
        </StatusTag>
        {status !== 'closed' && details?.qualification.urgency === 'high' && (
          <StatusTag testId="urgent" variant="warning">
            {labelOf('urgency', 'high')}
          </StatusTag>
        )}
        {clock !== null && clock.leftMs <= 0 && (
          <StatusTag testId="late" variant="danger">
            {labelOf('sla', 'breached')}
          </StatusTag>
        )}
      </Flex>
      <Heading>{owner.isViewer ? cardTexts.yours : cardTexts.ownedBy(owner.name)}</Heading>
      {owner.presence !== 'here' && (
        <Text variant="microcopy">{cardTexts.ownerIs(owner.name, labelOf('presence', owner.presence))}</Text>
      )}
      {pool !== null && <Text variant="microcopy">{cardTexts.inPool(pool)}</Text>}
      {enquiries > 1 && <Text variant="microcopy">{cardTexts.enquiries(formats.number(enquiries))}</Text>}
      {status !== 'closed' && <TimeLeft clock={clock} sla={sla} formats={formats} now={now} />}
    </Flex>
  );
}

function TimeLeft(props: { clock: Clock | null; sla: ShownHandoff['sla']; formats: Formats; now: number }) {
  const { clock, sla, formats, now } = props;
  if (clock === null) return <Text variant="microcopy">{labelOf('sla', sla.state)}</Text>;
  const late = clock.leftMs <= 0;
  const duration = formats.duration(clock.leftMs);
  const short = late ? cardTexts.clock.late(duration) : cardTexts.clock.left(duration);
  return (
    <>
      <ProgressBar
        testId="clock"
        aria-label={short}
        variant={clock.variant}
        value={late ? clock.totalMs : Math.min(clock.leftMs, clock.totalMs)}
        maxValue={clock.totalMs}
      />
      <Text testId="time-left">{timeText(clock, sla, formats, now)}</Text>
      {!clock.running && !late && <Text variant="microcopy">{stillText(clock, formats, now)}</Text>}
    </>
  );
}

function timeText(clock: Clock, sla: ShownHandoff['sla'], formats: Formats, now: number): string {
  const duration = formats.duration(clock.leftMs);
  const due = sla.dueAt === null ? null : formats.moment(sla.dueAt, now);
  if (clock.leftMs <= 0) {
    return due === null ? cardTexts.clock.late(duration) : cardTexts.clock.lateSince(duration, due);
  }
  return due === null ? cardTexts.clock.left(duration) : cardTexts.clock.leftUntil(duration, due);
}

function stillText(clock: Clock, formats: Formats, now: number): string {
  if (clock.standsStillUntil !== null) return cardTexts.clock.standsStill(formats.moment(clock.standsStillUntil, now));
  return cardTexts.clock.standsStillOpen;
}
