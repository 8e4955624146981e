import { useEffect, useRef, useState, type ReactNode } from 'react';
import { IconGlyph } from './icons.tsx';
import { linkTarget, type Href } from './hrefs.ts';
import { useOverlay, type WithOverlay } from './overlay.tsx';
import { classes, shortSize, testAttributes, type BaseProps } from './props.ts';

export interface ButtonProps extends BaseProps, WithOverlay {
  variant?: 'primary' | 'secondary' | 'destructive' | 'transparent';
  type?: 'button' | 'reset' | 'submit';
  size?: string;
  href?: Href;
  disabled?: boolean;
  truncate?: boolean;
  children?: ReactNode;
}

export function Button({ variant = 'secondary', type = 'button', size, href, ...props }: ButtonProps) {
  const { trigger, node } = useOverlay(props);
  const { disabled, truncate, children } = props;
  const className = classes(
    'hs-button',
    `hs-button-${variant}`,
    `hs-button-${shortSize(size, 'md')}`,
    truncate && 'hs-truncate',
  );
  const target = linkTarget(href);
  return (
    <>
      {target !== null && !disabled ? (
        <a className={className} {...target} {...trigger} {...testAttributes(props)}>
          {children}
        </a>
      ) : (
        <button className={className} type={type} disabled={disabled} {...trigger} {...testAttributes(props)}>
          {children}
        </button>
      )}
      {node}
    </>
  );
}

interface LoadingButtonProps extends ButtonProps {
  loading?: boolean;
  resultIconName?: string;
  overlayOptions?: { openBehavior?: 'onClick' | 'onLoadingFinish' };
}

/** Shows that it works by a spinner; then its overlay may open, and its result icon appears for good. */
export function LoadingButton(props: LoadingButtonProps) {
  const { variant = 'secondary', type = 'button', size, loading, resultIconName, overlayOptions, ...rest } = props;
  const opensLater = overlayOptions?.openBehavior === 'onLoadingFinish';
  const { trigger, node, open } = useOverlay(rest, !opensLater);
  const wasLoading = useRef(false);
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (wasLoading.current && !loading) {
      setDone(true);
      if (opensLater) open();
    }
    wasLoading.current = Boolean(loading);
    // only the end of loading counts
  }, [loading]);
  return (
    <>
      <button
        className={classes('hs-button', `hs-button-${variant}`, `hs-button-${shortSize(size, 'md')}`)}
        type={type}
        disabled={rest.disabled || loading}
        aria-busy={loading}
        {...trigger}
        {...testAttributes(props)}
      >
        {loading && <span className="hs-spinner hs-spinner-xs" aria-hidden="true" />}
        {isDone && !loading && resultIconName !== undefined && <IconGlyph name={resultIconName} />}
        {rest.children}
      </button>
      {node}
    </>
  );
}

export function ButtonRow({ children, ...props }: BaseProps & { children?: ReactNode }) {
  return (
    <div className="hs-button-row" {...testAttributes(props)}>
      {children}
    </div>
  );
}
