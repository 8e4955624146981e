import type { ReactNode } from 'react';
import { useOverlay, type WithOverlay } from './overlay.tsx';
import { classes, testAttributes, type BaseProps } from './props.ts';

interface TagProps extends BaseProps, WithOverlay {
  variant?: 'default' | 'warning' | 'success' | 'error' | 'info';
  inline?: boolean;
  children?: ReactNode;
}

export function Tag({ variant = 'default', children, ...props }: TagProps) {
  const { trigger, node, isPressable } = useOverlay(props);
  const className = `hs-tag hs-tag-${variant}`;
  return (
    <>
      {isPressable ? (
        <button type="button" className={className} {...trigger} {...testAttributes(props)}>
          {children}
        </button>
      ) : (
        <span className={className} {...testAttributes(props)}>
          {children}
        </span>
      )}
      {node}
    </>
  );
}

interface StatusTagProps extends BaseProps {
  variant?: 'danger' | 'warning' | 'info' | 'success' | 'default';
  hollow?: boolean;
  onClick?: () => void;
  showRemoveIcon?: boolean;
  onRemoveClick?: () => void;
  children?: ReactNode;
}

export function StatusTag({ variant = 'default', hollow, onClick, children, ...props }: StatusTagProps) {
  const { showRemoveIcon, onRemoveClick } = props;
  const content = (
    <>
      <i className={classes('hs-dot', `hs-dot-${variant}`, hollow && 'hs-hollow')} aria-hidden="true" />
      <span>{children}</span>
    </>
  );
  return (
    <span className="hs-status-tag" data-variant={variant} {...testAttributes(props)}>
      {onClick === undefined ? (
        content
      ) : (
        <button type="button" className="hs-bare" onClick={() => onClick()}>
          {content}
        </button>
      )}
      {showRemoveIcon && (
        <button type="button" className="hs-close" aria-label="Remove" onClick={() => onRemoveClick?.()}>
          ×
        </button>
      )}
    </span>
  );
}
