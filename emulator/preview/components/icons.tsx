import { classes, shortSize, testAttributes, type BaseProps } from './props.ts';

/** Signs that stand in for HubSpot's drawings; all others are a plain dot. */
const GLYPHS: Readonly<Record<string, string>> = {
  add: '+',
  approvals: '✓',
  success: '✓',
  checkCircle: '✓',
  warning: '⚠',
  exclamation: '!',
  exclamationCircle: '!',
  info: 'i',
  infoNoCircle: 'i',
  question: '?',
  questionCircle: '?',
  calling: '☎',
  callingMade: '☎',
  email: '✉',
  emailOpen: '✉',
  contact: '☺',
  contacts: '☺',
  clock: '◷',
  date: '▦',
  tasks: '☑',
  star: '★',
  key: '⚿',
  locked: '⚿',
  settings: '⚙',
  search: '⌕',
  left: '‹',
  right: '›',
  upCarat: '▴',
  downCarat: '▾',
  refresh: '↻',
  redo: '↷',
  undo: '↶',
  remove: '×',
  delete: '×',
  xCircle: '×',
  link: '⚯',
  edit: '✎',
  comment: '❝',
  messages: '❝',
  flame: '♨',
  goal: '◎',
  location: '⌖',
  office: '⌂',
  home: '⌂',
  reports: '▤',
  documents: '▤',
};

export function IconGlyph({ name }: { name: string }) {
  return <span aria-hidden="true">{GLYPHS[name] ?? '●'}</span>;
}

interface IconProps extends BaseProps {
  name: string;
  color?: 'alert' | 'warning' | 'success' | 'inherit';
  size?: string;
  screenReaderText?: string;
}

export function Icon({ name, color = 'inherit', size, screenReaderText, ...props }: IconProps) {
  return (
    <span
      className={classes('hs-icon', `hs-icon-${color}`, `hs-icon-${shortSize(size, 'sm')}`)}
      data-icon={name}
      {...testAttributes(props)}
    >
      <IconGlyph name={name} />
      {screenReaderText !== undefined && <span className="hs-hidden">{screenReaderText}</span>}
    </span>
  );
}

interface IllustrationProps extends BaseProps {
  name: string;
  alt?: string;
  width?: number;
  height?: number;
}

/** HubSpot's drawings are not ours to copy: a frame with the name keeps the place. */
export function Illustration({ name, alt, width = 160, height = 120, ...props }: IllustrationProps) {
  return (
    <span
      className="hs-picture"
      style={{ width, height }}
      {...(alt ? { role: 'img', 'aria-label': alt } : { 'aria-hidden': true })}
      {...testAttributes(props)}
    >
      {name}
    </span>
  );
}
