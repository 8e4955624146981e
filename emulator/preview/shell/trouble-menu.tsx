import { useState } from 'react';
import type { ArmedFault } from '../../browse-api.ts';
import { PROXY_MODES } from '../../preview-api.ts';
import { emulator } from '../data/emulator.ts';
import { setParameters, usePlace } from '../data/router.ts';
import { usePolled } from '../data/use-polled.ts';
import { proxyModeIn } from '../host/proxy-mode.ts';
import { PROXY_LABELS, TROUBLES } from './troubles.ts';

/** Breaks things on purpose: HubSpot's API and webhooks (for everybody), and the proxy of this page (`?proxy=slow`). */
export function TroubleMenu() {
  const [isOpen, setOpen] = useState(false);
  const faults = usePolled('faults', emulator.armedFaults);
  const mode = proxyModeIn(usePlace());
  const armed = faults.value?.faults ?? [];
  const count = armed.length + (mode === 'normal' ? 0 : 1);
  const toggle = async (trouble: (typeof TROUBLES)[number]) => {
    const standing = armedFor(armed, trouble);
    if (standing.length === 0) await emulator.faults([trouble.fault]);
    for (const { id } of standing) await emulator.removeFault(id);
    await faults.refresh();
  };
  return (
    <span className="hs-trouble" onKeyDown={({ key }) => key === 'Escape' && setOpen(false)}>
      <button type="button" className="hs-top-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Trouble{count > 0 && <b className="hs-count">{count}</b>}
      </button>
      {isOpen && (
        <div className="hs-trouble-menu" role="group" aria-label="Trouble">
          <h2>HubSpot and the app</h2>
          {TROUBLES.map((trouble) => (
            <button
              key={trouble.label}
              type="button"
              aria-pressed={armedFor(armed, trouble).length > 0}
              onClick={() => void toggle(trouble)}
            >
              {trouble.label}
            </button>
          ))}
          <button type="button" onClick={() => void emulator.clearFaults().then(faults.refresh)}>
            Mend all
          </button>
          <h2>hubspot.fetch of this page</h2>
          {PROXY_MODES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === mode}
              onClick={() => setParameters({ proxy: one === 'normal' ? null : one })}
            >
              {PROXY_LABELS[one]}
            </button>
          ))}
        </div>
      )}
    </span>
  );
}

function armedFor(armed: readonly ArmedFault[], { fault }: (typeof TROUBLES)[number]): ArmedFault[] {
  return armed.filter(({ fault: one }) =>
    Object.entries(fault).every(([name, value]) => JSON.stringify(Object(one)[name]) === JSON.stringify(value)),
  );
}
