import type { CardView } from '@baton/contract';
import { cardTexts, labelOf } from '@baton/ui';
import { Alert, AutoGrid, Flex } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import { BuyerContext } from './BuyerContext.tsx';
import type { CardProps } from './card-props.ts';
import { History } from './History.tsx';
import { NextStep } from './NextStep.tsx';
import { Notes } from './Notes.tsx';
import { OwnerAndClock } from './OwnerAndClock.tsx';
import { Qualification } from './Qualification.tsx';
import { Risks } from './Risks.tsx';
import { useIsSidebar } from './use-is-sidebar.ts';
import { WhyDecision } from './Why.tsx';

/** Narrower, and the facts would break too often. */
const COLUMN_WIDTH = 280;

/** A handoff, in the order a person needs it: whose and until when, what to do, who it is about, why. */
export function HandoffView(props: CardProps<Extract<CardView, { kind: 'handoff' }>>) {
  const { card, now } = props;
  const { handoff } = card;
  return (
    <Flex direction="column" gap="md">
      <OwnerAndClock {...props} />
      <Notes handoff={handoff} now={now} />
      <NextStep {...props} />
      {handoff.details === null ? (
        <Hidden code={handoff.hidden ?? 'unreadable'} />
      ) : (
        <>
          <Risks risks={handoff.details.risks} />
          <SideBySide>
            <BuyerContext details={handoff.details} />
            <Qualification details={handoff.details} />
          </SideBySide>
        </>
      )}
      {handoff.why !== null && <WhyDecision why={handoff.why} title={cardTexts.whyOwner} />}
      <History entries={card.history} now={now} />
    </Flex>
  );
}

/** Why there are no details. */
function Hidden({ code }: { code: string }) {
  const title = code === 'unreadable' ? cardTexts.unreadableTitle : cardTexts.hiddenTitle;
  return (
    <Alert testId="hidden" title={title} variant="info">
      {labelOf('hidden', code)}
    </Alert>
  );
}

function SideBySide({ children }: { children: ReactNode }) {
  const sidebar = useIsSidebar();
  if (sidebar) return children;
  return (
    <AutoGrid columnWidth={COLUMN_WIDTH} gap="md" flexible>
      {children}
    </AutoGrid>
  );
}
