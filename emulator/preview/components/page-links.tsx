import type { MouseEvent, ReactNode } from 'react';
import { useSurroundings } from '../host/surroundings.ts';
import { testAttributes, type BaseProps } from './props.ts';

interface PageLinkProps extends BaseProps {
  to: string;
  params?: Record<string, string>;
  children?: ReactNode;
}

/** Leads to another page of the app without loading anything anew. */
export function PageLink({ to, params, children, ...props }: PageLinkProps) {
  const { pageAddress, goToPage } = useSurroundings();
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    goToPage(to, params);
  };
  return (
    <a className="hs-link" href={pageAddress(to, params)} onClick={follow} {...testAttributes(props)}>
      {children}
    </a>
  );
}

interface PartProps extends BaseProps {
  children?: ReactNode;
}

export function PageBreadcrumbs({ children, ...props }: PartProps) {
  return (
    <nav className="hs-breadcrumbs" aria-label="Breadcrumbs" {...testAttributes(props)}>
      {children}
    </nav>
  );
}

export function PageBreadcrumbsCurrent({ children, ...props }: PartProps) {
  return (
    <span aria-current="page" {...testAttributes(props)}>
      {children}
    </span>
  );
}

export function PageTitle({ children, ...props }: PartProps) {
  return (
    <h2 className="hs-page-title" {...testAttributes(props)}>
      {children}
    </h2>
  );
}
