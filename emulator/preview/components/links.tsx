import type { MouseEvent, ReactNode } from 'react';
import { go } from '../data/router.ts';
import { isExternal, linkTarget, type Href } from './hrefs.ts';
import { useOverlay, type WithOverlay } from './overlay.tsx';
import { classes, testAttributes, type BaseProps } from './props.ts';

interface LinkProps extends BaseProps, WithOverlay {
  href: Href;
  variant?: 'primary' | 'destructive' | 'light' | 'dark';
  preventDefault?: boolean;
  children?: ReactNode;
}

export function Link({ href, variant = 'primary', preventDefault, children, ...props }: LinkProps) {
  const { trigger, node } = useOverlay(props);
  const target = linkTarget(href);
  const className = classes('hs-link', `hs-link-${variant}`);
  const follow = (event: MouseEvent) => {
    trigger.onClick(event);
    if (preventDefault) event.preventDefault();
    else if (target !== null) followHere(event, target);
  };
  return (
    <>
      {target === null ? (
        <button type="button" className={className} {...trigger} {...testAttributes(props)}>
          {children}
        </button>
      ) : (
        <a className={className} {...target} {...trigger} onClick={follow} {...testAttributes(props)}>
          {children}
          {isExternal(href) && <span aria-hidden="true"> ↗</span>}
        </a>
      )}
      {node}
    </>
  );
}

/** A plain click on a link to one of our pages loads nothing anew. */
export function followHere(event: MouseEvent, { href, target }: { href: string; target?: string }): void {
  if (target !== undefined || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go(href);
}

interface ImageProps extends BaseProps, WithOverlay {
  src: string;
  alt?: string;
  href?: Href;
  width?: number;
  height?: number;
}

/** Pictures from elsewhere are not loaded: their place is kept. */
export function Image({ src, alt = '', href, width, height, ...props }: ImageProps) {
  const { trigger, node, isPressable } = useOverlay(props);
  const isHere = src.startsWith('data:') || src.startsWith('/');
  const picture = isHere ? (
    <img src={src} alt={alt} width={width} height={height} {...testAttributes(props)} />
  ) : (
    <span className="hs-picture" role="img" aria-label={alt} style={{ width, height }} {...testAttributes(props)}>
      {alt || 'picture'}
    </span>
  );
  const target = linkTarget(href);
  return (
    <>
      {target !== null && (
        <a {...target} {...trigger}>
          {picture}
        </a>
      )}
      {target === null && isPressable && (
        <button type="button" className="hs-bare" {...trigger}>
          {picture}
        </button>
      )}
      {target === null && !isPressable && picture}
      {node}
    </>
  );
}
