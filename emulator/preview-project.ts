import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { PreviewExtension, ProjectAnswer, ProjectVariables } from './preview-api.ts';

/** Where the app's HubSpot project is, unless another folder is named. */
export const HUBSPOT_PROJECT = fileURLToPath(new URL('../hubspot-project', import.meta.url));

/** Which of the project's values the preview uses. */
const PROFILE = 'hsprofile.dev.json';

const appMeta = z.object({
  config: z.object({
    name: z.string(),
    permittedUrls: z.object({ fetch: z.array(z.string()).default([]) }).default({ fetch: [] }),
  }),
});
const extensionMeta = z.object({
  type: z.enum(['card', 'settings', 'page']),
  config: z.object({ entrypoint: z.string(), name: z.string().optional(), location: z.string().optional() }),
});
const profile = z.object({
  variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

export interface HubSpotProject {
  appName: string;
  variables: ProjectVariables;
  /** Addresses that hubspot.fetch may call, with the profile's values filled in. */
  permittedFetch: string[];
  extensions: PreviewExtension[];
}

/** Reads the project as it is on disk now. Throws with a sentence when a part of it is missing or not as it should be. */
export function readProject(folder: string): HubSpotProject {
  const app = path.join(folder, 'src', 'app');
  const { config } = read(appMeta, path.join(app, 'app-hsmeta.json'));
  const profileFile = [path.join(folder, PROFILE), path.join(folder, 'src', PROFILE)].find((file) => existsSync(file));
  const { variables } = profileFile === undefined ? { variables: {} } : read(profile, profileFile);
  const extensions = ['cards', 'settings', 'pages'].flatMap((kind) => extensionsIn(folder, path.join(app, kind)));
  return {
    appName: filledIn(config.name, variables),
    variables,
    permittedFetch: config.permittedUrls.fetch.map((url) => filledIn(url, variables)),
    extensions,
  };
}

/** The project for the preview's pages; what is wrong with it becomes a sentence. */
export function describeProject(folder: string): ProjectAnswer {
  try {
    const { appName, variables, extensions } = readProject(folder);
    return { appName, variables, extensions, problem: null };
  } catch (error) {
    return { appName: 'Baton', variables: {}, extensions: [], problem: String(error) };
  }
}

/** The file of a built bundle, or null when the address names none. */
export function bundleFile(folder: string, kind: string, name: string): string | null {
  if (!/^(cards|settings|pages)$/.test(kind) || !/^[\w-]+\.js$/.test(name)) return null;
  const file = path.join(folder, 'dist', kind, name);
  return existsSync(file) ? file : null;
}

function extensionsIn(folder: string, metaFolder: string): PreviewExtension[] {
  if (!existsSync(metaFolder)) return [];
  const metaFiles = readdirSync(metaFolder).filter((name) => name.endsWith('-hsmeta.json'));
  return metaFiles.sort().map((name) => {
    const { type, config } = read(extensionMeta, path.join(metaFolder, name));
    // the build puts /app/cards/HandoffCard.tsx into dist/cards/HandoffCard.js
    const { dir, name: entry } = path.posix.parse(config.entrypoint);
    const kind = path.posix.basename(dir);
    return {
      kind: type,
      name: config.name ?? entry,
      location: config.location ?? (type === 'page' ? 'pages' : type),
      bundle: `/_preview/extensions/${kind}/${entry}.js`,
      built: bundleFile(folder, kind, `${entry}.js`) !== null,
    };
  });
}

function read<S extends z.ZodType>(schema: S, file: string): z.output<S> {
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} is not as expected: ${z.prettifyError(parsed.error)}`);
}

function filledIn(text: string, variables: ProjectVariables): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (_whole, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`${PROFILE} has no variable ${name}, which app-hsmeta.json uses.`);
    return String(value);
  });
}
