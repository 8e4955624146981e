/**
 * Loaded into an app process before anything else (NODE_OPTIONS): on SIGUSR2 its wall clock jumps by as many milliseconds as
 * the file CHAOS_CLOCK_FILE says. Timers go on as they were, as they do when a machine's clock is set.
 */
import { readFileSync } from 'node:fs';

const file = process.env.CHAOS_CLOCK_FILE;
if (file !== undefined) {
  const Wall = Date;
  let ahead = 0;
  const now = () => Wall.now() + ahead;
  globalThis.Date = new Proxy(Wall, {
    construct: (target, given, asked) => Reflect.construct(target, given.length === 0 ? [now()] : given, asked),
    apply: () => new Wall(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  process.on('SIGUSR2', () => {
    ahead = Number(readFileSync(file, 'utf8'));
  });
}
