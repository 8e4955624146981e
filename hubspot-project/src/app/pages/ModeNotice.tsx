import type { ShownMode } from '@baton/contract';
import { pagesTexts } from '@baton/ui';
import { Alert } from '@hubspot/ui-extensions';

/** Why less happens than one would expect; nothing while Baton is live. */
export function ModeNotice({ mode, suspended }: { mode: ShownMode; suspended: boolean }) {
  if (suspended) {
    return (
      <Alert testId="suspended" title={pagesTexts.suspendedTitle} variant="danger">
        {pagesTexts.suspended}
      </Alert>
    );
  }
  if (mode === 'live') return null;
  return mode === 'paused' ? (
    <Alert testId="paused" title={pagesTexts.pausedTitle} variant="warning">
      {pagesTexts.paused}
    </Alert>
  ) : (
    <Alert testId="observe" title={pagesTexts.observeTitle} variant="info">
      {pagesTexts.observe}
    </Alert>
  );
}
