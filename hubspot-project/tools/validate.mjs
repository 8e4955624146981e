#!/usr/bin/env node
/**
 * Checks the project as HubSpot's own tool does before an upload, for each profile and without an account, and what that
 * tool cannot know: entry points, where requests go, and pinned versions. Prints one line per problem and exits 1 if there
 * is any. That scopes, subscriptions and the contract's copy are those of src/ is checked by
 * scripts/generate-hubspot-project.ts --check.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { http } from '@hubspot/local-dev-lib/http';
import { parseProjectConfig } from '@hubspot/project-parsing-lib/projects';
import { translate } from '@hubspot/project-parsing-lib/translate';
import { disagreements } from './agreement.mjs';
import { ENTRIES, PROFILES, PROJECT } from './project.mjs';
import { SCHEMAS } from './schemas.mjs';

// the parsing library fetches the schemas for the account; from here on it gets ours by the same way
http.get = async () => ({ data: SCHEMAS });

const project = parseProjectConfig(PROJECT);
const sourceDir = path.join(PROJECT, project.srcDir);
const problems = [
  ...(await Promise.all(PROFILES.map((profile) => profileProblems(profile)))).flat(),
  ...disagreements(),
];
for (const problem of new Set(problems)) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

/**
 * @param {string} profile
 * @returns {Promise<string[]>}
 */
async function profileProblems(profile) {
  const context = { projectSourceDir: sourceDir, platformVersion: project.platformVersion, accountId: 1 };
  try {
    const { intermediateRepresentation, skippedHsMetaFiles } = await translate(context, { profile });
    const components = Object.values(intermediateRepresentation.intermediateNodesIndexedByUid);
    return [
      ...skippedHsMetaFiles.map((file) => `${JSON.stringify(file)}: is not where HubSpot looks for it`),
      ...entryProblems(components),
      ...addressProblems(components, profile),
    ];
  } catch (error) {
    // its own messages are written for people; they are in what it makes of itself as text
    return [`${profile}: ${String(error)}`];
  }
}

/** Every entry point exists and is built, and every bundle is somebody's entry point. */
function entryProblems(components) {
  const named = new Set(
    components.flatMap(({ config }) => (config.entrypoint === undefined ? [] : [config.entrypoint])),
  );
  const built = new Set(ENTRIES.map((entry) => `/app/${entry}`));
  return [
    ...[...named].filter((entry) => !existsSync(path.join(sourceDir, entry))).map((entry) => `${entry}: no such file`),
    ...[...named].filter((entry) => !built.has(entry)).map((entry) => `${entry}: tools/project.mjs does not build it`),
    ...[...built].filter((entry) => !named.has(entry)).map((entry) => `${entry}: no component names it`),
  ];
}

/** Webhooks, pages and the way back from OAuth all go to the one server that the pages may fetch from. */
function addressProblems(components, profile) {
  const app = components.find(({ componentType }) => componentType === 'APPLICATION');
  const webhooks = components.find(({ componentType }) => componentType === 'WEBHOOKS');
  if (app === undefined || webhooks === undefined) return [`${profile}: app or webhooks are missing`];
  const [server] = app.config.permittedUrls.fetch;
  const { targetUrl } = webhooks.config.settings;
  const actions = components.flatMap(({ config }) => config.actionUrl ?? []);
  return [targetUrl, ...actions, ...app.config.auth.redirectUrls]
    .filter((address) => !address.startsWith(`${server}/`))
    .map((address) => `${profile}: ${address} is not on ${server}`);
}
