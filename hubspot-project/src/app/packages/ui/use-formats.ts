import { useExtensionContext } from '@hubspot/ui-extensions';
import { useMemo } from 'react';
import { formatsFor, type Formats } from './formats.ts';

/** Times and numbers as the person who looks is used to. */
export function useFormats(): Formats {
  const { user } = useExtensionContext();
  return useMemo(() => formatsFor(user.locale), [user.locale]);
}
