import type { PropertyDefinition } from './model.ts';

export interface InvalidValue {
  message: string;
  error: string;
}

/** HubSpot's limit for one value. */
const MAX_VALUE_LENGTH = 65_536;

/**
 * The value as HubSpot would store it: datetimes as ISO in UTC, dates as YYYY-MM-DD, options joined with `;`.
 * Empty clears.
 */
export function normaliseValue(
  definition: PropertyDefinition,
  raw: string,
  current: string | undefined,
): { value: string } | InvalidValue {
  if (raw === '') return { value: '' };
  if (raw.length > MAX_VALUE_LENGTH) {
    return { message: `The value is longer than ${MAX_VALUE_LENGTH} characters.`, error: 'STRING_TOO_LONG' };
  }
  switch (definition.type) {
    case 'number':
      return Number.isFinite(Number(raw))
        ? { value: raw.trim() }
        : { message: `${raw} was not a valid number.`, error: 'INVALID_NUMBER' };
    case 'bool':
      return /^(true|false)$/i.test(raw) ? { value: raw.toLowerCase() } : notAnOption(raw, ['true', 'false']);
    case 'date':
    case 'datetime':
      return moment(definition.type, raw);
    case 'enumeration':
      return options(definition, raw, current);
    default:
      return { value: raw };
  }
}

function moment(type: 'date' | 'datetime', raw: string): { value: string } | InvalidValue {
  const ms = millisecondsOf(raw);
  if (ms === null) return { message: `${raw} was not a valid ${type}.`, error: 'INVALID_DATE' };
  const iso = new Date(ms).toISOString();
  return { value: type === 'date' ? iso.slice(0, 10) : iso };
}

/** Epoch milliseconds of a stored or sent date, or null. */
export function millisecondsOf(text: string): number | null {
  const ms = /^-?\d{5,}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(ms) || Math.abs(ms) > 8.64e15 ? null : ms;
}

function options(definition: PropertyDefinition, raw: string, current: string | undefined) {
  const appends = definition.fieldType === 'checkbox' && raw.startsWith(';');
  const asked = definition.fieldType === 'checkbox' ? raw.split(';').filter((value) => value !== '') : [raw];
  const known = definition.options.map((option) => option.value);
  const unknown = asked.find((value) => !known.includes(value));
  if (unknown !== undefined) return notAnOption(unknown, known);
  const before = appends && current ? current.split(';') : [];
  return { value: [...new Set([...before, ...asked])].join(';') };
}

function notAnOption(value: string, known: readonly string[]): InvalidValue {
  return {
    message: `${value} was not one of the allowed options: [${known.map((name) => `label: "${name}"\nvalue: "${name}"`).join(', ')}]`,
    error: 'INVALID_OPTION',
  };
}
