import type { ShownMode } from '@baton/contract';
import { commonTexts, pagesTexts } from '@baton/ui';
import { Alert } from '@hubspot/ui-extensions';

/** Why less happens than one would expect; nothing while Baton is live. */
export function ModeNotice({ mode, suspended }: { mode: ShownMode; suspended: boolean }) {
  if (suspended) {
    return (
      <Alert testId="suspended" title={commonTexts.suspendedTitle} variant="danger">
        {commonTexts.suspended}
      </Alert>
    );
  }
  if (mode === 'live') return null;
  return mode === 'paused' ? (
    <Alert testId="paused" title={commonTexts.pausedTitle} variant="warning">
      {commonTexts.paused}
    </Alert>
  ) : (
    <Alert testId="observe" title={pagesTexts.observeTitle} variant="info">
      {pagesTexts.observe}
    </Alert>
  );
}
