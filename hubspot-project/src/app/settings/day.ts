/** As HubSpot's date field has it; months begin at 0. */
export interface Day {
  year: number;
  month: number;
  date: number;
}

/** YYYY-MM-DD */
export function dayText({ year, month, date }: Day): string {
  return [year, month + 1, date].map((part) => String(part).padStart(2, '0')).join('-');
}
