import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { APP, PROJECT } from './project.mjs';

const EXACT = /^\d+\.\d+\.\d+$/;
/** zod must be the server's, as both read the same contract. */
const SAME_AS_SERVER = ['zod'];

/**
 * What the folders, which HubSpot builds one by one, must agree about.
 * @returns {string[]} where they do not
 */
export function disagreements() {
  return [...versionProblems(), ...compilerProblems()];
}

/** HubSpot installs their packages without our lock file, so every version is pinned, and to one and the same. */
function versionProblems() {
  const found = manifests().flatMap(({ file, dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies }).map(([name, version]) => ({ file, name, version })),
  );
  const server = readManifest('../package.json').dependencies;
  const first = new Map(SAME_AS_SERVER.map((name) => [name, server[name]]));
  for (const { name, version } of found) if (!first.has(name)) first.set(name, version);
  return found.flatMap(({ file, name, version }) => {
    if (!EXACT.test(version)) return [`${file}: ${name} ${version} is not pinned to one version`];
    const wanted = first.get(name);
    return version === wanted ? [] : [`${file}: ${name} ${version}, elsewhere ${wanted}`];
  });
}

/** Types are checked for all of them at once, by the settings of the first. */
function compilerProblems() {
  const [first, ...others] = folders()
    .map((folder) => `src/app/${folder}/tsconfig.json`)
    .filter((file) => existsSync(path.join(PROJECT, file)));
  return others.filter((file) => text(file) !== text(first)).map((file) => `${file}: is not the same as ${first}`);
}

function manifests() {
  return ['package.json', ...folders().map((folder) => `src/app/${folder}/package.json`)].map((file) =>
    readManifest(file),
  );
}

function folders() {
  const packages = readdirSync(path.join(APP, 'packages')).map((name) => `packages/${name}`);
  return ['cards', 'settings', 'pages', ...packages];
}

/** @param {string} file in the project */
function readManifest(file) {
  return { file, ...JSON.parse(text(file)) };
}

/** @param {string} file in the project */
function text(file) {
  return readFileSync(path.join(PROJECT, file), 'utf8');
}
