import type { ReactNode } from 'react';
import { Illustration } from './icons.tsx';
import { classes, shortSize, testAttributes, type BaseProps } from './props.ts';

interface AlertProps extends BaseProps {
  title: string;
  variant?: 'info' | 'warning' | 'success' | 'error' | 'danger' | 'tip';
  children?: ReactNode;
}

export function Alert({ title, variant = 'info', children, ...props }: AlertProps) {
  const isBad = variant === 'error' || variant === 'danger';
  return (
    <div className={`hs-alert hs-alert-${variant}`} role={isBad ? 'alert' : 'status'} {...testAttributes(props)}>
      <strong>{title}</strong>
      {children !== undefined && <div>{children}</div>}
    </div>
  );
}

interface EmptyStateProps extends BaseProps {
  title?: string;
  layout?: 'horizontal' | 'vertical';
  flush?: boolean;
  reverseOrder?: boolean;
  imageWidth?: number;
  imageName?: string;
  children?: ReactNode;
}

export function EmptyState({ layout = 'horizontal', flush, reverseOrder, children, ...props }: EmptyStateProps) {
  const { title = "There's nothing here yet", imageWidth = 160, imageName = 'object' } = props;
  return (
    <div
      className={classes('hs-state', `hs-state-${layout}`, flush && 'hs-flush', reverseOrder && 'hs-reverse')}
      data-state="empty"
      {...testAttributes(props)}
    >
      <div className="hs-state-text">
        <h4>{title}</h4>
        {children}
      </div>
      <Illustration name={imageName} width={imageWidth} height={imageWidth * 0.7} />
    </div>
  );
}

interface ErrorStateProps extends BaseProps {
  title?: string;
  type?: 'error' | 'support' | 'lock';
  children?: ReactNode;
}

const SIGNS = { error: '⚠', support: '☎', lock: '⚿' };

export function ErrorState({ title = 'Something went wrong.', type = 'error', children, ...props }: ErrorStateProps) {
  return (
    <div className="hs-state hs-state-error" data-state="error" {...testAttributes(props)}>
      <div className="hs-state-sign" aria-hidden="true">
        {SIGNS[type]}
      </div>
      <h4>{title}</h4>
      {children}
    </div>
  );
}

interface SpinnerProps extends BaseProps {
  label: string;
  showLabel?: boolean;
  size?: string;
  layout?: 'inline' | 'centered';
}

export function LoadingSpinner({ label, showLabel, size, layout = 'inline', ...props }: SpinnerProps) {
  return (
    <div className={`hs-loading hs-loading-${layout}`} role="status" data-state="loading" {...testAttributes(props)}>
      <span className={`hs-spinner hs-spinner-${shortSize(size, 'md')}`} aria-hidden="true" />
      <span className={showLabel ? undefined : 'hs-hidden'}>{label}</span>
    </div>
  );
}
