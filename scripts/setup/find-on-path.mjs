import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/**
 * Every place on the PATH where there is a program of this name, first things first.
 * @param {string} command
 * @returns {string[]}
 */
export function findOnPath(command) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => path.join(folder, command)).filter((file) => isExecutable(file));
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
