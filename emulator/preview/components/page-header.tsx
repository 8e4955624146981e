import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useSurroundings } from '../host/surroundings.ts';
import { Button, type ButtonProps } from './buttons.tsx';
import type { BaseProps } from './props.ts';

interface PartProps extends BaseProps {
  children?: ReactNode;
}

/** Its buttons stand in the header of the page, outside of the extension's own place. */
export function PageHeader({ children }: PartProps) {
  const { headerSlot } = useSurroundings();
  return headerSlot === null ? null : createPortal(children, headerSlot);
}

/** Buttons inside look like the page's main one. */
export function PageHeaderPrimaryAction({ children }: PartProps) {
  return <span className="hs-primary-action">{children}</span>;
}

export function PageHeaderSecondaryActions({ children }: PartProps) {
  return <span className="hs-secondary-actions">{children}</span>;
}

export function PageHeaderLink(props: ButtonProps) {
  return <Button size="sm" {...props} />;
}

interface PageLinkProps extends PartProps {
  to: string;
  params?: Record<string, string>;
}

export function PageHeaderPageLink({ to, params, ...props }: PageLinkProps) {
  const { goToPage } = useSurroundings();
  return <Button size="sm" {...props} onClick={() => goToPage(to, params)} />;
}

export function PrimaryHeaderActionButton(props: ButtonProps) {
  return <Button size="sm" {...props} variant="primary" />;
}
