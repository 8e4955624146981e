import ipaddr from 'ipaddr.js';
import { BadConfiguration } from '../errors.ts';

/** What a self-hoster lets Baton reach although it is not public, or speaks no https. */
export interface AllowList {
  /** Is the address of an URL named itself? `port` as it is used, the protocol's own included. */
  host(hostname: string, port: number): boolean;
  /** Does the IP address lie in one of the networks? */
  address(address: string): boolean;
}

/** Of `host`, `host:port`, `[v6]:port`. */
const HOST = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::(\d{1,5}))?$/i;

/** Reads BATON_OUTBOUND_ALLOW: hosts, host:port and networks in CIDR form, comma-separated. Throws BadConfiguration. */
export function parseAllowList(text: string | null): AllowList {
  const entries = (text ?? '').split(',').flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]));
  const networks = entries.filter((entry) => entry.includes('/')).map((entry) => networkOf(entry));
  const hosts = new Set(entries.filter((entry) => !entry.includes('/')).map((entry) => hostOf(entry)));
  return {
    host: (hostname, port) => hosts.has(hostname) || hosts.has(`${hostname}:${port}`),
    address(address) {
      const parsed = ipaddr.process(address);
      return networks.some((network) => network[0].kind() === parsed.kind() && parsed.match(network));
    },
  };
}

function networkOf(entry: string): ReturnType<typeof ipaddr.parseCIDR> {
  try {
    return ipaddr.parseCIDR(entry);
  } catch (error) {
    throw new BadConfiguration(`"${entry}" in BATON_OUTBOUND_ALLOW is no network such as 10.1.0.0/16.`, error);
  }
}

/** As `URL` writes hosts. */
function hostOf(entry: string): string {
  const bare = ipaddr.IPv6.isValid(entry) ? `[${entry}]` : entry;
  const [, v6, name, port] = HOST.exec(bare) ?? [];
  if (v6 === undefined && name === undefined) {
    throw new BadConfiguration(`"${entry}" in BATON_OUTBOUND_ALLOW is neither a host, nor host:port, nor a network.`);
  }
  const host = v6 === undefined ? (name ?? '').toLowerCase() : ipaddr.IPv6.parse(v6).toString();
  return port === undefined ? host : `${host}:${port}`;
}
