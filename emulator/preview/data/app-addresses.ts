import { go } from './router.ts';

/** Where the app's own pages are in an account, and how to get there. */
export function appAddresses(portalId: number) {
  const base = `/app/${portalId}`;
  const pageAddress = (to: string, params: Record<string, string> = {}) => {
    const query = new URLSearchParams(params).toString();
    return `${base}${to === '/' ? '' : to}${query === '' ? '' : `?${query}`}`;
  };
  return {
    pageAddress,
    goToPage: (to: string, params?: Record<string, string>) => go(pageAddress(to, params)),
    /** The path of the app's router in an address of the page. */
    pathIn: ({ pathname }: URL) => pathname.slice(base.length).replace(/\/+$/, '') || '/',
  };
}
