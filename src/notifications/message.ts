import type { HandoffParts } from '../handoff/contract.ts';
import type { NotificationKind } from '../store/schema-notifications.ts';

/** One handoff, told at once. */
export interface HandoffMessage {
  kind: NotificationKind;
  /** Stays the same when it is sent again, so that a receiver can tell. */
  notificationId: string;
  portalId: number;
  handoffId: string;
  contactId: string;
  parts: HandoffParts;
  /** The contact's record in HubSpot. */
  recordUrl: string;
}

/** Several handoffs of one person, told together. */
export interface DigestMessage {
  kind: 'digest';
  /** Of its first item. */
  notificationId: string;
  portalId: number;
  /** Never empty. */
  items: readonly HandoffMessage[];
}

/** Nothing has happened: somebody wants to see whether it arrives. */
export interface TestMessage {
  kind: 'test';
  notificationId: string;
  portalId: number;
}

export type NotificationMessage = HandoffMessage | DigestMessage | TestMessage;
