import type { SyntheticEvent } from 'react';
import type { Overlays } from '../host/overlays.ts';

/** What every component of the SDK takes. */
export interface BaseProps {
  testId?: string;
}

export type Distance =
  | 'flush'
  | 'extra-small'
  | 'xs'
  | 'small'
  | 'sm'
  | 'medium'
  | 'md'
  | 'large'
  | 'lg'
  | 'extra-large'
  | 'xl';

const PIXELS: Record<Distance, number> = {
  flush: 0,
  'extra-small': 4,
  xs: 4,
  small: 8,
  sm: 8,
  medium: 16,
  md: 16,
  large: 24,
  lg: 24,
  'extra-large': 32,
  xl: 32,
};

export function pixels(distance: Distance | undefined, otherwise: Distance): number {
  return PIXELS[distance ?? otherwise];
}

const SHORT: Readonly<Record<string, string>> = {
  'extra-small': 'xs',
  small: 'sm',
  medium: 'md',
  large: 'lg',
  'extra-large': 'xl',
};

/** `small` and `sm` are the same size. */
export function shortSize(size: string | undefined, otherwise: string): string {
  return size === undefined ? otherwise : (SHORT[size] ?? size);
}

export function classes(...names: (string | false | undefined | null)[]): string {
  return names.filter(Boolean).join(' ');
}

export function testAttributes({ testId }: BaseProps): { 'data-test-id'?: string } {
  return testId === undefined ? {} : { 'data-test-id': testId };
}

/** An event as the SDK hands it to an extension: only what can be sent to a worker. */
export interface ExtensionEvent {
  type: string;
  bubbles: boolean;
  timeStamp: number;
  id: string;
}

export function extensionEvent(event: SyntheticEvent): ExtensionEvent {
  const { type, bubbles, timeStamp, currentTarget } = event;
  return { type, bubbles, timeStamp, id: currentTarget.id };
}

/** What handlers may ask the page for. */
export interface Reactions {
  openPanel(id: string): void;
  closePanel(id: string): void;
  openModal(id: string): void;
  closeModal(id: string): void;
}

export function reactionsOf({ open, close }: Overlays): Reactions {
  return { openPanel: open, closePanel: close, openModal: open, closeModal: close };
}

export type Handler<E = ExtensionEvent> = (event: E, reactions: Reactions) => void;
