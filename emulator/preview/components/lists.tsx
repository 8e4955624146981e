import { Children, type ReactNode } from 'react';
import { classes, testAttributes, type BaseProps } from './props.ts';

interface ListProps extends BaseProps {
  variant?: 'unordered' | 'unordered-styled' | 'ordered' | 'ordered-styled' | 'inline' | 'inline-divided';
  children?: ReactNode;
}

/** Every child becomes an item. */
export function List({ variant = 'unordered', children, ...props }: ListProps) {
  const Element = variant.startsWith('ordered') ? 'ol' : 'ul';
  return (
    <Element className={`hs-list hs-list-${variant}`} {...testAttributes(props)}>
      {Children.map(children, (child) => (
        <li>{child}</li>
      ))}
    </Element>
  );
}

interface DescriptionListProps extends BaseProps {
  direction?: 'row' | 'column';
  children?: ReactNode;
}

export function DescriptionList({ direction = 'column', children, ...props }: DescriptionListProps) {
  return (
    <dl className={classes('hs-descriptions', `hs-descriptions-${direction}`)} {...testAttributes(props)}>
      {children}
    </dl>
  );
}

export function DescriptionListItem({
  label,
  children,
  ...props
}: BaseProps & { label: string; children?: ReactNode }) {
  return (
    <div {...testAttributes(props)}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
