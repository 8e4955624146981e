/** Where a person sees what happens: HubSpot's pages on this machine, with Baton's card, settings and app page in them. */
export function placesToLook({ emulatorUrl, portalId }: { emulatorUrl: string; portalId: number }): string {
  const places = [
    ['fill in the web form', `/forms/${portalId}`],
    ['contacts and their cards', `/contacts/${portalId}`],
    ['settings of Baton', `/connected-apps/${portalId}/settings`],
    ["Baton's app page", `/app/${portalId}`],
  ];
  return [
    'Open in a browser:',
    ...places.map(([what = '', path = '']) => `  ${what.padEnd(26)} ${emulatorUrl}${path}`),
  ].join('\n');
}
