import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Every component of the SDK's root and of its pages (0.17.0), by the name it has on the wire, with what an extension
 * would give it. Functions and children that a test needs are in the bundle below.
 */
export const GALLERY: readonly (readonly [name: string, props: Record<string, unknown>, text?: string])[] = [
  ['Text', { format: { fontWeight: 'bold' } }, 'Some text'],
  ['Heading', {}, 'A heading'],
  ['List', { variant: 'unordered-styled' }, 'An item'],
  ['Flex', { direction: 'row', gap: 'sm', wrap: 'wrap' }, 'In a row'],
  ['Box', { flex: 1 }, 'In a box'],
  ['Inline', {}, 'In line'],
  ['AutoGrid', { columnWidth: 120, flexible: true }, 'In a grid'],
  ['Stack', { distance: 'sm' }, 'In a stack'],
  ['Divider', {}],
  ['Spacer', { size: 'sm' }],
  ['Tile', { compact: true }, 'In a tile'],
  ['Card', {}, 'In a card'],
  ['ButtonRow', {}],
  ['Link', { href: { url: 'https://example.com', external: true } }, 'Elsewhere'],
  ['Image', { src: 'https://example.com/a.png', alt: 'A remote picture', width: 60, height: 30 }],
  ['Dropdown', { buttonText: 'More' }],
  ['Alert', { title: 'Mind this', variant: 'warning' }, 'Because'],
  ['EmptyState', { title: 'Nothing yet', layout: 'vertical' }, 'It will come'],
  ['ErrorState', { title: 'Not now' }, 'Try again'],
  ['LoadingSpinner', { label: 'Loading', showLabel: true }],
  ['LoadingButton', { loading: true }, 'Saving'],
  ['Tag', { variant: 'success' }, 'Tagged'],
  ['StatusTag', { variant: 'danger' }, 'Late'],
  ['Icon', { name: 'clock', screenReaderText: 'Clock' }],
  ['Illustration', { name: 'lock', alt: 'A lock', width: 60, height: 40 }],
  ['ProgressBar', { title: 'Time left', value: 20, maxValue: 60, valueDescription: '20 of 60 min' }],
  ['ScoreCircle', { score: 70 }],
  ['StepIndicator', { stepNames: ['Offered', 'Accepted', 'Closed'], currentStep: 1 }],
  ['Statistics', {}],
  ['StatisticsItem', { label: 'Open', number: 12 }],
  ['StatisticsTrend', { direction: 'increase', value: '12%' }],
  ['Accordion', { title: 'Why?', defaultOpen: true }, 'Therefore'],
  [
    'BarChart',
    {
      data: [
        { day: 'Mon', leads: 3 },
        { day: 'Tue', leads: 5 },
      ],
      axes: { x: { field: 'day', fieldType: 'category' }, y: { field: 'leads', fieldType: 'linear', label: 'Leads' } },
      options: { title: 'Leads by day' },
    },
  ],
  [
    'LineChart',
    {
      data: [{ day: 'Mon', leads: 3 }],
      axes: { x: { field: 'day', fieldType: 'category' }, y: { field: 'leads', fieldType: 'linear', label: 'Leads' } },
    },
  ],
  ['Input', { label: 'Name', name: 'name', required: true, error: true, validationMessage: 'Please say' }],
  ['SearchInput', { label: 'Find', name: 'find' }],
  ['TextArea', { label: 'Story', name: 'story', tooltip: 'In your words' }],
  ['Textarea', { label: 'Older story', name: 'older' }],
  ['NumberInput', { label: 'Count', name: 'count', value: 3 }],
  ['CurrencyInput', { label: 'Money', name: 'money', currency: 'EUR', value: 12.5 }],
  ['StepperInput', { label: 'Steps', name: 'steps', value: 2, max: 5 }],
  ['DateInput', { label: 'Day', name: 'day', value: { year: 2026, month: 10, date: 20 } }],
  ['TimeInput', { label: 'Time', name: 'time', value: { hours: 9, minutes: 30 } }],
  ['Select', { label: 'One of', name: 'one', options: [{ label: 'A', value: 'a' }] }],
  ['MultiSelect', { label: 'Some of', name: 'some', options: [{ label: 'A', value: 'a' }], value: ['a'] }],
  ['Checkbox', { name: 'check', description: 'With a note' }, 'Tell me'],
  ['RadioButton', { name: 'radio' }, 'This one'],
  ['Toggle', { label: 'On or off', name: 'toggle' }],
  ['ToggleGroup', { label: 'Days', name: 'days', options: [{ label: 'Mon', value: 'mon' }] }],
  ['PageTitle', {}, 'Today'],
  ['PageLink', { to: '/late' }, 'Late ones'],
  ['PageBreadcrumbs', {}],
];

/** Written as HubSpot's build leaves a bundle: a script that takes React and RemoteUI as globals. */
const BUNDLE = `(function (React, RemoteUI) {
  const fragments = { Button: ['overlay'] };
  const made = new Map();
  const C = (name) => {
    if (!made.has(name)) made.set(name, RemoteUI.createRemoteReactComponent(name, { fragmentProps: fragments[name] ?? [] }));
    return made.get(name);
  };
  const h = (name, props, ...children) => React.createElement(C(name), props, ...children);
  const gallery = ${JSON.stringify(GALLERY)};

  function Extension({ context, actions }) {
    const [clicks, setClicks] = React.useState(0);
    const [answer, setAnswer] = React.useState('');
    const [sent, setSent] = React.useState('');
    const [turns, setTurns] = React.useState([]);
    const [phones, setPhones] = React.useState([]);
    React.useEffect(() => {
      self.logger.info('the gallery has started');
      actions.onCrmPropertiesUpdate(['phone'], ({ phone }) => setPhones((before) => [...before, phone]));
    }, []);
    const ask = () =>
      self
        .hsFetch(context.variables.BATON_URL + '/cards/handoff?objectId=' + context.crm.objectId)
        .then(async (response) => setAnswer(response.status + ' ' + (await response.text())));
    const modal = h('Modal', { id: 'gallery-modal', title: 'Are you sure?', onOpen: () => setTurns([...turns, 'open']), onClose: () => setTurns([...turns, 'closed']) },
      h('ModalBody', {}, h('Input', { label: 'Reason', name: 'reason' })),
      h('ModalFooter', {}, h('Button', { variant: 'primary', onClick: () => { actions.closeOverlay('gallery-modal'); actions.addAlert({ type: 'success', message: 'It is done' }); } }, 'Yes')));
    const panel = h('Panel', { id: 'gallery-panel', title: 'Details' },
      h('PanelBody', {}, h('PanelSection', {}, h('Text', {}, 'All of it'))), h('PanelFooter', {}, h('Text', {}, 'The end')));
    return h('Flex', { direction: 'column', gap: 'sm' },
      h('Text', { testId: 'who' }, context.user.firstName + ' at ' + context.location + ' on ' + context.crm.objectId),
      h('Button', { onClick: () => setClicks(clicks + 1) }, 'Clicked ' + clicks),
      h('Button', { overlay: modal }, 'Open the modal'),
      h('Text', { testId: 'turns' }, turns.join(', ')),
      h('Button', { overlay: panel }, 'Open the panel'),
      h('Button', { overlay: h('Tooltip', {}, 'It explains') }, 'Point at me'),
      h('Button', { onClick: ask }, 'Ask the app'),
      h('Button', { onClick: () => { throw new Error('a handler that broke'); } }, 'Break'),
      h('Text', { testId: 'answer' }, answer),
      h('Button', { onClick: () => actions.refreshObjectProperties() }, 'Look again'),
      h('Text', { testId: 'phone' }, phones.join(', ')),
      h('Tabs', { defaultSelected: 'now' }, h('Tab', { tabId: 'now', title: 'Now' }, h('Text', {}, 'What is now')), h('Tab', { tabId: 'then', title: 'Then (' + clicks + ')' }, h('Text', {}, 'What was then'))),
      h('Table', { paginated: true, pageCount: 3, page: 1, onPageChange: () => {} },
        h('TableHead', {}, h('TableRow', {}, h('TableHeader', { sortDirection: 'ascending', onSortChange: () => {} }, 'Who'))),
        h('TableBody', {}, h('TableRow', {}, h('TableCell', {}, 'Ada'))), h('TableFooter', {}, h('TableRow', {}, h('TableCell', {}, 'All')))),
      h('DescriptionList', {}, h('DescriptionListItem', { label: 'Pool' }, 'EMEA')),
      h('Form', { onSubmit: (event) => setSent(JSON.stringify(event.targetValue)) },
        h('Input', { label: 'City', name: 'city' }), h('NumberInput', { label: 'Seats', name: 'seats' }), h('Button', { type: 'submit' }, 'Send it')),
      h('Text', { testId: 'sent' }, sent),
      h('PageHeader', {}, h('PageHeaderPrimaryAction', {}, h('PageHeaderLink', {}, 'Do')), h('PageHeaderSecondaryActions', {}, h('PageHeaderPageLink', { to: '/' }, 'Go'))),
      ...gallery.map(([name, props, text], at) => h(name, { ...props, key: at }, ...(text === undefined ? [] : [text]))));
  }
  self.extend_V2((api) => React.createElement(Extension, api));
})(React, RemoteUI);`;

const meta = (type: string, config: unknown) => JSON.stringify({ uid: type, type, config });

/** Makes a HubSpot project in a new folder whose card is the gallery; its settings page is named and not built. */
export function makeGalleryProject(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-gallery-'));
  const write = (file: string, content: string) => {
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
  };
  write('src/app/app-hsmeta.json', meta('app', { name: 'Baton', permittedUrls: { fetch: ['${BATON_URL}'] } }));
  write('hsprofile.dev.json', JSON.stringify({ variables: { BATON_URL: 'https://baton.example.com' } }));
  for (const location of ['crm.record.tab', 'crm.record.sidebar']) {
    const card = { name: 'Gallery', location, entrypoint: '/app/cards/Gallery.tsx', objectTypes: ['contacts'] };
    write(`src/app/cards/${location}-hsmeta.json`, meta('card', card));
  }
  write('src/app/settings/settings-hsmeta.json', meta('settings', { entrypoint: '/app/settings/Settings.tsx' }));
  write('dist/cards/Gallery.js', BUNDLE);
  return folder;
}
