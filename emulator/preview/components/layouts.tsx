import type { CSSProperties, ReactNode } from 'react';
import { classes, pixels, testAttributes, type BaseProps, type Distance } from './props.ts';

type Align = 'start' | 'center' | 'baseline' | 'end' | 'stretch';
type Justify = 'center' | 'end' | 'start' | 'around' | 'between';

const ALIGN: Record<Align, string> = {
  start: 'flex-start',
  center: 'center',
  baseline: 'baseline',
  end: 'flex-end',
  stretch: 'stretch',
};
const JUSTIFY: Record<Justify, string> = {
  start: 'flex-start',
  center: 'center',
  end: 'flex-end',
  around: 'space-around',
  between: 'space-between',
};

interface RowProps extends BaseProps {
  direction?: 'row' | 'column';
  gap?: Distance;
  justify?: Justify;
  align?: Align;
  alignSelf?: Align;
  wrap?: boolean | 'wrap' | 'nowrap';
  children?: ReactNode;
}

export function Flex({ direction = 'row', gap, justify, align, alignSelf, wrap, children, ...props }: RowProps) {
  const style: CSSProperties = {
    flexDirection: direction,
    gap: pixels(gap, 'flush'),
    justifyContent: justify && JUSTIFY[justify],
    alignItems: ALIGN[align ?? 'stretch'],
    alignSelf: alignSelf && ALIGN[alignSelf],
    flexWrap: wrap === true || wrap === 'wrap' ? 'wrap' : 'nowrap',
  };
  return (
    <div className="hs-flex" style={style} {...testAttributes(props)}>
      {children}
    </div>
  );
}

interface BoxProps extends BaseProps {
  alignSelf?: Align | 'auto';
  flex?: 'initial' | 'auto' | 'none' | number;
  children?: ReactNode;
}

export function Box({ alignSelf, flex, children, ...props }: BoxProps) {
  const self = alignSelf === undefined || alignSelf === 'auto' ? undefined : ALIGN[alignSelf];
  return (
    <div className="hs-box" style={{ flex, alignSelf: self }} {...testAttributes(props)}>
      {children}
    </div>
  );
}

export function Inline({ gap, justify, align, children, ...props }: RowProps) {
  const style: CSSProperties = {
    flexWrap: 'wrap',
    gap: pixels(gap, 'sm'),
    justifyContent: justify && JUSTIFY[justify],
    alignItems: ALIGN[align ?? 'center'],
  };
  return (
    <div className="hs-flex" style={style} {...testAttributes(props)}>
      {children}
    </div>
  );
}

interface StackProps extends BaseProps {
  distance?: Distance;
  direction?: 'row' | 'column';
  justify?: 'center' | 'end' | 'start';
  align?: Align;
  width?: 'auto' | '100%';
  children?: ReactNode;
}

export function Stack({ distance, direction = 'column', justify, align, width, children, ...props }: StackProps) {
  const style: CSSProperties = {
    flexDirection: direction,
    gap: pixels(distance, 'flush'),
    justifyContent: justify && JUSTIFY[justify],
    alignItems: align && ALIGN[align],
    width,
  };
  return (
    <div className="hs-flex" style={style} {...testAttributes(props)}>
      {children}
    </div>
  );
}

interface GridProps extends BaseProps {
  columnWidth: number;
  gap?: Distance;
  flexible?: boolean;
  children?: ReactNode;
}

export function AutoGrid({ columnWidth, gap, flexible, children, ...props }: GridProps) {
  const column = `minmax(min(${columnWidth}px, 100%), ${flexible ? '1fr' : `${columnWidth}px`})`;
  const style: CSSProperties = {
    gap: pixels(gap, 'flush'),
    gridTemplateColumns: `repeat(${flexible ? 'auto-fit' : 'auto-fill'}, ${column})`,
  };
  return (
    <div className="hs-grid" style={style} {...testAttributes(props)}>
      {children}
    </div>
  );
}

export function Divider({ distance, size, ...props }: BaseProps & { distance?: Distance; size?: Distance }) {
  return (
    <hr className="hs-divider" style={{ marginBlock: pixels(distance ?? size, 'sm') }} {...testAttributes(props)} />
  );
}

export function Spacer({ size, ...props }: BaseProps & { size?: Distance }) {
  return <div style={{ height: pixels(size, 'md') }} {...testAttributes(props)} />;
}

interface TileProps extends BaseProps {
  compact?: boolean;
  flush?: boolean;
  children?: ReactNode;
}

export function Tile({ compact, flush, children, ...props }: TileProps) {
  return (
    <div className={classes('hs-tile', compact && 'hs-compact', flush && 'hs-flush')} {...testAttributes(props)}>
      {children}
    </div>
  );
}
