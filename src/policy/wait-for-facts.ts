import { awaitedFacts } from './lead-facts.ts';
import type { WaitableFact } from './schema.ts';
import type { Situation } from './situation.ts';
import type { Destination, Turn } from './turn.ts';
import { tellTurns } from './turns.ts';

/**
 * The facts that are worth a moment's wait: those that HubSpot may still fill in and that could send this lead somewhere
 * else than what is known now does. Empty: decide now.
 */
export function factsToWaitFor(situation: Situation): readonly WaitableFact[] {
  const { input, policy, group, settings } = situation;
  const { ms, facts } = policy.document.waitForFacts;
  const { enquiry } = input;
  const isFresh = enquiry.lane === 'fresh' && settings.lane === 'fresh';
  if (!isFresh || enquiry.kind === 'by_hand' || input.openHandoff !== null || !(enquiry.ageMs < ms)) return [];
  const awaited = awaitedFacts(input, facts);
  if (awaited.size === 0) return [];

  const possible: Extract<Turn, { truth: 'yes' | 'maybe' }>[] = [];
  tellTurns(situation, { input, group, awaited }, (turn) => {
    if (turn.truth !== 'no') possible.push(turn);
    return turn.truth === 'yes';
  });
  const sure = possible.pop();
  if (sure === undefined) return [];
  const surely = keyOf(sure.destination);
  const otherwise = possible.filter((turn) => keyOf(turn.destination) !== surely);
  const wanted = new Set(otherwise.flatMap((turn) => turn.facts));
  return [...awaited].filter((fact) => wanted.has(fact));
}

function keyOf(destination: Destination): string {
  switch (destination.to) {
    case 'person':
      return `person ${destination.ownerId}`;
    case 'pool':
      return `pool ${[destination.pool, ...(destination.skills ?? [])].join('\n')}`;
    default:
      return destination.to;
  }
}
