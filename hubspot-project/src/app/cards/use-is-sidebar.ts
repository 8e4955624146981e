import { useExtensionContext } from '@hubspot/ui-extensions';

/** Is the card in the narrow column beside the record? */
export function useIsSidebar(): boolean {
  return useExtensionContext<'crm.record.tab' | 'crm.record.sidebar'>().location !== 'crm.record.tab';
}
