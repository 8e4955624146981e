/** A random UUID (version 4), one per click. HubSpot's worker need not count as a secure context, where this is built in. */
export function newRequestId(): string {
  if (typeof crypto !== 'undefined' && typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const hex = Array.from({ length: 16 }, (_, at) => markedByte(at).toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Random but for the bits that say "version 4" and "as in RFC 9562". Not a secret, so Math.random will do. */
function markedByte(at: number): number {
  const byte = Math.floor(Math.random() * 256);
  if (at === 6) return (byte % 16) + 0x40;
  if (at === 8) return (byte % 64) + 0x80;
  return byte;
}
