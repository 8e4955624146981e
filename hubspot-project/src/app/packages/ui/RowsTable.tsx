import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';

/** A table, or in plain words that there is nothing in it. A row is its cells, one per column. */
export function RowsTable(props: {
  columns: readonly string[];
  rows: readonly (readonly ReactNode[])[];
  empty: string;
  testId?: string;
}) {
  const { columns, rows, empty, testId } = props;
  if (rows.length === 0) return <Text testId={testId}>{empty}</Text>;
  return (
    <Table testId={testId} bordered density="condensed">
      <TableHead>
        <TableRow>
          {columns.map((column, at) => (
            <TableHeader key={at}>{column}</TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((cells, row) => (
          <TableRow key={row}>
            {cells.map((cell, at) => (
              <TableCell key={at}>{cell}</TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
