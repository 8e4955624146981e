import type { MouseEvent, ReactNode } from 'react';
import { addressOf, usePlace } from '../data/router.ts';
import { followHere } from '../components/links.tsx';

/** A link to one of our own pages that takes along who is logged in and how the proxy behaves. */
export function PageLink({
  to,
  className,
  children,
  ...rest
}: {
  to: string;
  className?: string;
  children: ReactNode;
  'aria-current'?: 'page';
}) {
  const href = addressOf(to, usePlace());
  return (
    <a className={className} href={href} onClick={(event: MouseEvent) => followHere(event, { href })} {...rest}>
      {children}
    </a>
  );
}
