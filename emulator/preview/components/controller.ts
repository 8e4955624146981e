import { createController, type ComponentMapping, type Controller } from '@remote-ui/react/host';
import { Accordion } from './accordion.tsx';
import { Button, ButtonRow, LoadingButton } from './buttons.tsx';
import { BarChart, LineChart } from './charts.tsx';
import { DateInput, TimeInput } from './date-inputs.tsx';
import { Dropdown, DropdownButtonItem } from './dropdown.tsx';
import { Form } from './form.tsx';
import { Icon, Illustration } from './icons.tsx';
import { AutoGrid, Box, Divider, Flex, Inline, Spacer, Stack, Tile } from './layouts.tsx';
import { Image, Link } from './links.tsx';
import { DescriptionList, DescriptionListItem, List } from './lists.tsx';
import { CurrencyInput, NumberInput, StepperInput } from './number-inputs.tsx';
import {
  PageHeader,
  PageHeaderLink,
  PageHeaderPageLink,
  PageHeaderPrimaryAction,
  PageHeaderSecondaryActions,
  PrimaryHeaderActionButton,
} from './page-header.tsx';
import { PageBreadcrumbs, PageBreadcrumbsCurrent, PageLink, PageTitle } from './page-links.tsx';
import { ProgressBar, ScoreCircle, StepIndicator } from './progress.tsx';
import { MultiSelect, Select } from './selects.tsx';
import { Alert, EmptyState, ErrorState, LoadingSpinner } from './states.tsx';
import { Statistics, StatisticsItem, StatisticsTrend } from './statistics.tsx';
import { Modal, OverlayBody, OverlayFooter, Panel, PanelSection } from './surfaces.tsx';
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from './table.tsx';
import { Tab, Tabs } from './tabs.tsx';
import { StatusTag, Tag } from './tags.tsx';
import { Input, SearchInput, TextArea } from './text-inputs.tsx';
import { Heading, Text } from './texts.tsx';
import { ToggleGroup } from './toggle-group.tsx';
import { Checkbox, RadioButton, Toggle } from './toggles.tsx';
import { Tooltip } from './tooltip.tsx';
import { unmapped } from './unmapped.tsx';

/** The SDK's components by the names that they have on the wire, one family a line. */
const FAMILIES: readonly ComponentMapping[] = [
  // text and layout
  { Text, Heading, List, DescriptionList, DescriptionListItem },
  { Flex, Box, Inline, AutoGrid, Stack, Divider, Spacer, Tile, Card: Tile },
  // what one presses
  { Button, LoadingButton, ButtonRow, Dropdown, DropdownButtonItem, Link, Image },
  // what tells
  { Alert, EmptyState, ErrorState, LoadingSpinner, Tag, StatusTag, Tooltip, Icon, Illustration },
  { ProgressBar, ScoreCircle, StepIndicator, Statistics, StatisticsItem, StatisticsTrend, BarChart, LineChart },
  // what opens
  { Accordion, Tabs, Tab, Modal, ModalBody: OverlayBody, ModalFooter: OverlayFooter },
  { Panel, PanelBody: OverlayBody, PanelFooter: OverlayFooter, PanelSection },
  { Table, TableHead, TableBody, TableFooter, TableRow, TableHeader, TableCell },
  // what one fills in
  { Form, Input, SearchInput, TextArea, Textarea: TextArea, NumberInput, CurrencyInput, StepperInput },
  { DateInput, TimeInput, Select, MultiSelect, Checkbox, RadioButton, Toggle, ToggleGroup },
  // app pages
  { PageHeader, PageHeaderPrimaryAction, PageHeaderSecondaryActions, PageHeaderLink, PageHeaderPageLink },
  { PageLink, PageTitle, PageBreadcrumbs, PageBreadcrumbsCurrent, PageBreadcrumbsPageLink: PageLink },
  // the same of the older app home
  { HeaderActions: PageHeader, PrimaryHeaderActionButton, SecondaryHeaderActionButton: PageHeaderLink },
];
const COMPONENTS: ComponentMapping = Object.assign({}, ...FAMILIES);

const known = createController(COMPONENTS);

/** Draws what an extension sends; a component that is not known here draws its name. */
export const controller: Controller = {
  ...known,
  get: (type) => (Object.hasOwn(COMPONENTS, String(type)) ? known.get(type) : unmapped(String(type))),
};
