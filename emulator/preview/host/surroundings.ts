import { createContext, useContext } from 'react';
import { createOverlays, type Overlays } from './overlays.ts';

/** What components of an extension need from the page around it. */
export interface Surroundings {
  overlays: Overlays;
  /** Where the buttons of PageHeader go; null where there is no such header. */
  headerSlot: HTMLElement | null;
  /** The address of another page of the app. */
  pageAddress(to: string, params?: Record<string, string>): string;
  goToPage(to: string, params?: Record<string, string>): void;
}

const SurroundingsContext = createContext<Surroundings>({
  overlays: createOverlays(),
  headerSlot: null,
  pageAddress: (to) => to,
  goToPage: () => {},
});

export const SurroundingsProvider = SurroundingsContext.Provider;

export function useSurroundings(): Surroundings {
  return useContext(SurroundingsContext);
}
