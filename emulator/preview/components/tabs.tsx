import type { RemoteReceiver, RemoteReceiverAttachableComponent } from '@remote-ui/core';
import { useAttached } from '@remote-ui/react/host';
import {
  Children,
  isValidElement,
  useEffect,
  useId,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { classes, testAttributes, type BaseProps } from './props.ts';

interface TabsProps extends BaseProps {
  selected?: string | number;
  defaultSelected?: string | number;
  onSelectedChange?: (id: string | number) => void;
  variant?: 'default' | 'enclosed';
  fill?: boolean;
  children?: ReactNode;
}

interface TabProps extends BaseProps {
  tabId?: string | number;
  title?: string;
  tooltip?: string;
  disabled?: boolean;
  children?: ReactNode;
}

/** Children arrive as remote components: what a Tab is called stands in the props of its remote side. */
type RemoteTab = ReactElement<{ receiver: RemoteReceiver; component: RemoteReceiverAttachableComponent }>;

export function Tabs({ selected, defaultSelected, onSelectedChange, variant = 'default', fill, ...props }: TabsProps) {
  const tabs = Children.toArray(props.children).filter(isRemoteTab);
  const ids = tabs.map((tab, at) => tabProps(tab).tabId ?? at);
  const [chosen, setChosen] = useState(selected ?? defaultSelected ?? ids[0]);
  const base = useId();
  useEffect(() => {
    if (selected !== undefined) setChosen(selected);
  }, [selected]);
  const choose = (id: string | number) => {
    if (selected === undefined) setChosen(id);
    onSelectedChange?.(id);
  };
  const open = Math.max(
    0,
    ids.findIndex((id) => String(id) === String(chosen)),
  );
  return (
    <div className={classes('hs-tabs', `hs-tabs-${variant}`, fill && 'hs-fill')} {...testAttributes(props)}>
      <div role="tablist" onKeyDown={walk}>
        {tabs.map((tab, at) => (
          <TabButton
            key={tab.key}
            tab={tab}
            fallbackTitle={String(ids[at])}
            id={`${base}-tab-${at}`}
            panelId={`${base}-panel`}
            isOpen={at === open}
            onChoose={() => choose(ids[at] ?? at)}
          />
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-tab-${open}`}>
        {tabs[open]}
      </div>
    </div>
  );
}

export function Tab({ children }: TabProps) {
  return <>{children}</>;
}

function TabButton(props: {
  tab: RemoteTab;
  fallbackTitle: string;
  id: string;
  panelId: string;
  isOpen: boolean;
  onChoose(): void;
}) {
  const { tab, fallbackTitle, id, panelId, isOpen, onChoose } = props;
  // follows changes of the title, as in "History (3)"
  useAttached(tab.props.receiver, tab.props.component);
  const { title, disabled, tooltip, ...rest } = tabProps(tab);
  return (
    <button
      type="button"
      role="tab"
      id={id}
      aria-selected={isOpen}
      aria-controls={panelId}
      tabIndex={isOpen ? 0 : -1}
      disabled={disabled}
      title={tooltip}
      onClick={onChoose}
      {...testAttributes(rest)}
    >
      {title ?? fallbackTitle}
    </button>
  );
}

function tabProps(tab: RemoteTab): TabProps {
  const { props } = tab.props.component;
  return props ?? {};
}

function isRemoteTab(child: unknown): child is RemoteTab {
  return isValidElement<{ component?: unknown }>(child) && typeof child.props.component === 'object';
}

/** Arrow keys, Home and End move along and choose, as people who use tabs by keyboard expect. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]:not(:disabled)')];
  const at = tabs.findIndex((tab) => tab === document.activeElement);
  const to = { ArrowRight: (at + 1) % tabs.length, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  const next = tabs.at(to);
  next?.focus();
  next?.click();
}
