import { exceptionsAnswer, releaseAnswer, todayAnswer, type Exceptions, type Today } from '@baton/contract';
import { ok, refused, type Answer } from './answers.ts';
import type { At } from './api.ts';
import { ask } from './ask.ts';

/** What the app pages ask. */
export function pagesApi(at: At) {
  return {
    readToday: (): Promise<Answer<Today>> =>
      ask(at('/pages/today'), todayAnswer, (said) => (said.ok ? ok(said.today) : refused(said))),
    readExceptions: (): Promise<Answer<Exceptions>> =>
      ask(at('/pages/exceptions'), exceptionsAnswer, (said) => (said.ok ? ok(said.exceptions) : refused(said))),
    /** Tries put-aside leads again, without `contactIds` all of them; answers how many. */
    release: (contactIds?: string[]): Promise<Answer<number>> =>
      ask(at('/pages/exceptions/release', contactIds === undefined ? {} : { contactIds }), releaseAnswer, (said) =>
        said.ok ? ok(said.released) : refused(said),
      ),
  };
}
