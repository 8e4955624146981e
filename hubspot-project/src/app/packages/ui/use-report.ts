import { useExtensionActions } from '@hubspot/ui-extensions';
import type { Answer } from './answers.ts';
import { commonTexts } from './texts/common.ts';

/** Tells the person what became of what they did. The function answers whether it was done; null is told nothing of. */
export function useReport(): (answer: Answer<unknown> | null, thanks: string) => boolean {
  const { addAlert } = useExtensionActions<'settings'>();
  return (answer, thanks) => {
    if (answer === null) return false;
    if (answer.kind === 'ok') {
      addAlert({ type: 'success', title: commonTexts.doneTitle, message: thanks });
      return true;
    }
    const title = answer.kind === 'failed' ? commonTexts.unknownTitle : commonTexts.refusedTitle;
    addAlert({ type: 'danger', title, message: answer.sentence });
    return false;
  };
}
