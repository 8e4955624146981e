import type { ColumnType } from 'kysely';

export interface WorkflowTables {
  workflow_callbacks: {
    portal_id: number;
    callback_id: string;
    contact_id: string;
    asked_at: Date;
    look_at: Date;
    expires_at: Date;
    answered_at: ColumnType<Date | null, Date | null | undefined>;
  };
}
