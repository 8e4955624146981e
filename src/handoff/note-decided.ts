import type { Logger } from 'pino';
import type { DecidedBy, LedgerName } from '../store/schema.ts';
import { traceOfDecision } from '../trace.ts';

/**
 * The one line that every decision of a drain or a clock leaves at the usual level: ids, outcome and milliseconds since the
 * lead waited (a clock: since its time), nothing of the contact.
 */
export function noteDecided(
  logger: Logger,
  about: {
    portalId: number;
    contactId: string;
    decisionId: string;
    outcome: string;
    ledger: LedgerName;
    decidedBy: DecidedBy;
    ms: number;
    /** Everything of it is in HubSpot. */
    isWritten: boolean;
  },
): void {
  const { isWritten, ...fields } = about;
  logger.info(
    { trace: traceOfDecision(about.decisionId), ...fields },
    isWritten ? 'a lead is decided and written' : 'a lead is decided; something of it is still to be written',
  );
}
