import { PROXY_MODES, type ProxyMode } from '../../preview-api.ts';

/** The address says how HubSpot's proxy behaves: `?proxy=slow`. */
export function proxyModeIn(place: URL): ProxyMode {
  const wanted = place.searchParams.get('proxy');
  return PROXY_MODES.find((mode) => mode === wanted) ?? 'normal';
}
