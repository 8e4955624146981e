import { retain } from '@remote-ui/rpc';
import { log } from '../data/live-log.ts';
import { showToast, type ToastType } from '../data/toasts.ts';
import type { HostActions } from './contract.ts';
import { openFrame } from './frame-dialog.tsx';
import { pick, type PropertyWatch, type RecordSource } from './record-source.ts';
import type { Surroundings } from './surroundings.ts';

const TOAST_TYPES: ReadonlySet<string> = new Set(['info', 'warning', 'success', 'danger', 'tip']);

/** The actions that every extension has. */
export function commonActions(surroundings: Pick<Surroundings, 'overlays' | 'goToPage'>): HostActions {
  return {
    addAlert({ type = 'info', title = '', message }) {
      log('alert', `${type}: ${[title, message].filter(Boolean).join(' – ')}`, { bad: type === 'danger' });
      showToast({ type: isToastType(type) ? type : 'info', title, message });
    },
    reloadPage() {
      log('action', 'reloadPage');
      window.location.reload();
    },
    async copyTextToClipboard(text) {
      log('action', `copyTextToClipboard ${text}`);
      await navigator.clipboard.writeText(text);
    },
    closeOverlay: surroundings.overlays.close,
    navigateToPage({ to, params }) {
      log('action', `navigateToPage ${to}`);
      surroundings.goToPage(to, params);
    },
    openIframeModal({ uri, title }, onClose) {
      log('action', `openIframeModal ${uri}`);
      if (onClose !== undefined) retain(onClose);
      openFrame({ uri, title: title ?? 'Frame', onClose: () => onClose?.() });
    },
  };
}

/** The actions of extensions on a record. `record` answers the record as the page shows it now. */
export function recordActions(record: () => RecordSource | null, watch: PropertyWatch): Partial<HostActions> {
  return {
    fetchCrmObjectProperties: (names) => Promise.resolve(pick(record()?.properties ?? {}, names)),
    onCrmPropertiesUpdate(names, listener) {
      retain(listener);
      watch.add(names, listener, record()?.properties ?? {});
    },
    refreshObjectProperties() {
      log('action', 'refreshObjectProperties');
      void record()?.refresh();
    },
  };
}

function isToastType(type: string): type is ToastType {
  return TOAST_TYPES.has(type);
}
