import { describe, expect, it } from 'vitest';
import { HubSpotUnavailable, WriteRefused } from '../errors.ts';
import type { WriteResult } from '../hubspot/writes.ts';
import { CONTACT_ESSENTIALS, sendLess } from './refused.ts';

const ALL = { hubspot_owner_id: '77', baton_status: 'offered', baton_intent: 'pricing', baton_next_step: 'Call' };

/** A portal whose rules refuse some properties; it says which, or not. */
function portal(rules: { refuses: readonly string[]; names?: boolean }) {
  const calls: string[][] = [];
  const send = (inputs: ReadonlyMap<string, Readonly<Record<string, string>>>) => {
    const results = new Map<string, WriteResult>();
    for (const [id, properties] of inputs) {
      calls.push(Object.keys(properties));
      const against = rules.refuses.filter((name) => name in properties || name === '*');
      const named = rules.names === false ? [] : against.filter((name) => name !== '*');
      results.set(id, against.length === 0 ? { ok: true, id } : { ok: false, error: new WriteRefused('No.', named) });
    }
    return Promise.resolve(results);
  };
  return { calls, send };
}

async function end(rules: Parameters<typeof portal>[0]) {
  const { calls, send } = portal(rules);
  const ends = await sendLess({ inputs: new Map([['501', ALL]]), essentials: CONTACT_ESSENTIALS, send });
  const one = ends.get('501');
  return {
    ok: one?.result?.ok,
    wrote: Object.keys(one?.properties ?? {}),
    calls: calls.length,
    refusals: one?.refusals.length,
  };
}

describe('sendLess', () => {
  it('sends all where nothing is refused', async () => {
    expect(await end({ refuses: [] })).toEqual({ ok: true, wrote: Object.keys(ALL), calls: 1, refusals: 0 });
  });

  it('leaves out the property that a rule names and keeps the rest', async () => {
    expect(await end({ refuses: ['baton_intent'] })).toEqual({
      ok: true,
      wrote: ['hubspot_owner_id', 'baton_status', 'baton_next_step'],
      calls: 2,
      refusals: 1,
    });
  });

  it('comes down to owner and status where the rule names nothing', async () => {
    expect(await end({ refuses: ['baton_next_step'], names: false })).toMatchObject({
      ok: true,
      wrote: ['hubspot_owner_id', 'baton_status'],
    });
  });

  it('comes down to the owner alone', async () => {
    expect(await end({ refuses: ['baton_status'], names: false })).toMatchObject({
      ok: true,
      wrote: ['hubspot_owner_id'],
      calls: 3,
    });
  });

  it('writes the rest where the owner itself is refused', async () => {
    const { ok, wrote } = await end({ refuses: ['hubspot_owner_id'] });
    expect({ ok, wrote }).toEqual({ ok: true, wrote: ['baton_status', 'baton_intent', 'baton_next_step'] });
  });

  it('gives up where everything is refused, after a few calls', async () => {
    expect(await end({ refuses: ['*'] })).toMatchObject({ ok: false, calls: 3, refusals: 3 });
  });

  it('does not repeat what failed for another reason, nor what its neighbours got through with', async () => {
    const down = new HubSpotUnavailable('Down.');
    const calls: number[] = [];
    const refusal = new WriteRefused('No.', ['baton_intent']);
    const answers = (id: string, size: number): WriteResult => {
      if (id === '2') return { ok: false, error: down };
      return id === '3' && size === 4 ? { ok: false, error: refusal } : { ok: true, id };
    };
    const ends = await sendLess({
      inputs: new Map([
        ['1', ALL],
        ['2', ALL],
        ['3', ALL],
      ]),
      essentials: CONTACT_ESSENTIALS,
      send(inputs) {
        calls.push(inputs.size);
        return Promise.resolve(
          new Map([...inputs].map(([id, properties]) => [id, answers(id, Object.keys(properties).length)])),
        );
      },
    });
    expect(calls).toEqual([3, 1]);
    expect(ends.get('2')?.result).toEqual({ ok: false, error: down });
    expect(ends.get('3')?.result?.ok).toBe(true);
  });
});
