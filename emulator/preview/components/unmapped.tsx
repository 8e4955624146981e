import type { ComponentType, ReactNode } from 'react';

const made = new Map<string, ComponentType<{ children?: ReactNode }>>();

/** Stands for a component that this HubSpot does not know: seen by people, and by tests, which want none of it. */
export function unmapped(name: string): ComponentType<{ children?: ReactNode }> {
  const known = made.get(name);
  if (known !== undefined) return known;
  const Unmapped = ({ children }: { children?: ReactNode }) => (
    <div className="hs-unmapped" data-component={name}>
      <code>{name}</code>
      {children}
    </div>
  );
  made.set(name, Unmapped);
  return Unmapped;
}
