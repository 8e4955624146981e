import type { Settings } from '@baton/contract';
import { settingsTexts } from '@baton/ui';
import { Select } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { ConfirmModal } from './ConfirmModal.tsx';

type Policy = NonNullable<Settings['policy']>;

/** The last step before Baton writes to HubSpot: who gets what no rule names? */
export function GoLiveModal({ policy, onConfirm }: { policy: Policy; onConfirm: (pool: string) => void }) {
  const known = policy.pools.some(({ name }) => name === policy.defaultPool);
  const [pool, setPool] = useState(known ? policy.defaultPool : null);
  const [missed, setMissed] = useState(false);

  function confirm(): boolean {
    setMissed(pool === null);
    if (pool === null) return false;
    onConfirm(pool);
    return true;
  }

  return (
    <ConfirmModal
      id="go-live"
      title={settingsTexts.goLiveTitle}
      intro={settingsTexts.goLiveIntro}
      confirm={settingsTexts.goLive}
      onConfirm={confirm}
    >
      <Select
        testId="default-pool"
        name="default-pool"
        label={settingsTexts.poolLabel}
        description={settingsTexts.poolHelp}
        required
        options={policy.pools.map(({ name, label }) => ({ value: name, label }))}
        value={pool ?? undefined}
        error={missed}
        validationMessage={missed ? settingsTexts.poolMissing : undefined}
        onChange={(value) => {
          setPool(String(value));
          setMissed(false);
        }}
      />
    </ConfirmModal>
  );
}
