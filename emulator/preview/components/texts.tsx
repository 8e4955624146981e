import type { CSSProperties, ReactNode } from 'react';
import { classes, testAttributes, type BaseProps } from './props.ts';

interface TextProps extends BaseProps {
  variant?: 'bodytext' | 'microcopy';
  inline?: boolean;
  format?: {
    fontWeight?: 'regular' | 'bold' | 'demibold';
    italic?: boolean;
    lineDecoration?: 'none' | 'underline' | 'strikethrough';
    textTransform?: 'none' | 'uppercase' | 'lowercase' | 'capitalize' | 'sentenceCase';
  };
  truncate?: boolean | { maxWidth?: number; tooltipText?: string };
  children?: ReactNode;
}

const WEIGHTS = { regular: undefined, bold: 700, demibold: 600 };
const LINES = { none: undefined, underline: 'underline', strikethrough: 'line-through' };

export function Text({ variant = 'bodytext', inline, format = {}, truncate, children, ...props }: TextProps) {
  const { fontWeight = 'regular', italic, lineDecoration = 'none', textTransform = 'none' } = format;
  const cut = typeof truncate === 'object' ? truncate : {};
  const style: CSSProperties = {
    fontWeight: WEIGHTS[fontWeight],
    fontStyle: italic ? 'italic' : undefined,
    textDecoration: LINES[lineDecoration],
    textTransform: textTransform === 'sentenceCase' || textTransform === 'none' ? undefined : textTransform,
    maxWidth: cut.maxWidth,
  };
  const Element = inline ? 'span' : 'div';
  return (
    <Element
      className={classes('hs-text', `hs-text-${variant}`, truncate && 'hs-truncate')}
      style={style}
      title={cut.tooltipText}
      {...testAttributes(props)}
    >
      {children}
    </Element>
  );
}

export function Heading({ inline, children, ...props }: BaseProps & { inline?: boolean; children?: ReactNode }) {
  return (
    <h4 className={classes('hs-heading', inline && 'hs-inline')} {...testAttributes(props)}>
      {children}
    </h4>
  );
}
