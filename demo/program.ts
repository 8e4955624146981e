import path from 'node:path';

/**
 * What `node` is given to run one of the app's programs, `src/main.ts` or `src/cli/main.ts`: from its sources, or compiled where
 * `npm test` has done that (BATON_BUILT).
 */
export function programOf(file: string): string[] {
  const built = process.env['BATON_BUILT'];
  if (built === undefined || built === '') return ['--import', import.meta.resolve('tsx'), file];
  return [path.join(built, file.replace(/\.ts$/, '.js'))];
}
