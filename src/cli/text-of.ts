import { readFile } from 'node:fs/promises';
import { BadInput } from '../errors.ts';

/** The text of a file that the command line names. Throws BadInput where it cannot be read. */
export async function textOf(file: string, place: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new BadInput(`${file} cannot be read`, { place, cause: error });
  }
}
