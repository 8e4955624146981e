import type { Actor, ObjectType } from './model.ts';

/** Something that changed in a portal, before anybody asks whether the app subscribed to it. */
export type Happening = { actor: Actor; atMs: number } & (
  | { kind: 'creation' | 'deletion' | 'restore' | 'privacyDeletion'; type: ObjectType; id: string }
  | {
      kind: 'propertyChange';
      type: ObjectType;
      id: string;
      name: string;
      value: string;
      /** The property is a datetime; events may carry it in another form than the API. */
      isMoment: boolean;
      /** Set while the record was created. */
      isFirstValue: boolean;
    }
  | { kind: 'merge'; type: ObjectType; winnerId: string; mergedIds: readonly string[]; propertiesMoved: number }
  | {
      kind: 'associationChange';
      fromType: ObjectType;
      fromId: string;
      toType: ObjectType;
      toId: string;
      removed: boolean;
      primary: boolean;
    }
);
