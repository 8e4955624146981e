import { createStore } from './store.ts';

export type ToastType = 'info' | 'warning' | 'success' | 'danger' | 'tip';

export interface Toast {
  id: number;
  type: ToastType;
  title: string;
  message: string;
}

/** HubSpot takes good news away by itself; bad news stays until somebody has seen it. */
const SHOWN_MS = 8_000;

export const toasts = createStore<readonly Toast[]>([]);

let nextId = 1;

export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = nextId;
  nextId += 1;
  toasts.set((before) => [...before, { ...toast, id }]);
  if (toast.type !== 'danger' && toast.type !== 'warning') window.setTimeout(() => removeToast(id), SHOWN_MS);
}

export function removeToast(id: number): void {
  toasts.set((before) => before.filter((toast) => toast.id !== id));
}
