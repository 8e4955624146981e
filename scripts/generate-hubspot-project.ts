#!/usr/bin/env tsx
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SUBSCRIPTIONS } from '../src/hubspot/subscriptions.ts';
import { ACTIONS } from '../src/workflow-actions/definitions.ts';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../src/install/scopes.ts';

/**
 * Writes what `hubspot-project/` takes from `src/`: the copy of the contract, the webhook subscriptions and the scopes.
 * Removes what it once copied of a file that is no more. With --check it changes nothing, names every file that would
 * change, and ends with 1 if there is one.
 */
const ROOT = path.resolve(import.meta.dirname, '..');
const APP = path.join(ROOT, 'hubspot-project/src/app');
const CONTRACT = 'src/cards/contract';
const CONTRACT_COPY = path.join(APP, 'packages/contract');

/** More than this many deliveries at once gain nothing: one takes a few milliseconds. */
const MAX_CONCURRENT_REQUESTS = 10;

const check = process.argv.includes('--check');
const generated = await generatedFiles();
const said: string[] = [];
for (const [file, content] of generated) {
  if ((await readIfThere(file)) === content) continue;
  said.push(`${check ? 'is not as generated:' : 'wrote'} ${path.relative(ROOT, file)}`);
  if (check) continue;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
for (const file of await orphanedCopies(generated)) {
  said.push(`${check ? 'is no longer generated:' : 'removed'} ${path.relative(ROOT, file)}`);
  if (!check) await rm(file);
}
for (const line of said) console.log(line);
process.exitCode = check && said.length > 0 ? 1 : 0;

async function generatedFiles(): Promise<Map<string, string>> {
  return new Map([...(await contractCopy()), await webhooks(), ...workflowActions(), await appWithScopes()]);
}

async function contractCopy(): Promise<[file: string, content: string][]> {
  const names = (await readdir(path.join(ROOT, CONTRACT))).filter((name) => /(?<!\.test)\.ts$/.test(name)).sort();
  return Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const source = await readFile(path.join(ROOT, CONTRACT, name), 'utf8');
      return [path.join(CONTRACT_COPY, name), `// Generated from ${CONTRACT}/${name}; do not edit.\n${source}`];
    }),
  );
}

/** Copies whose original was deleted or renamed. All code in that folder is a copy. */
async function orphanedCopies(files: ReadonlyMap<string, string>): Promise<string[]> {
  const names = (await readdir(CONTRACT_COPY)).filter((name) => name.endsWith('.ts'));
  return names.map((name) => path.join(CONTRACT_COPY, name)).filter((file) => !files.has(file));
}

async function webhooks(): Promise<[file: string, content: string]> {
  const crmObjects = SUBSCRIPTIONS.filter(({ subscriptionType }) => subscriptionType.startsWith('object.'));
  // events that have no form with an object type
  const hubEvents = SUBSCRIPTIONS.filter(({ subscriptionType }) => !subscriptionType.startsWith('object.'));
  const component = {
    uid: 'baton_webhooks',
    type: 'webhooks',
    config: {
      settings: { targetUrl: '${BATON_URL}/webhooks/hubspot', maxConcurrentRequests: MAX_CONCURRENT_REQUESTS },
      subscriptions: {
        crmObjects: crmObjects.map((subscription) => ({ ...subscription, active: true })),
        legacyCrmObjects: [],
        hubEvents: hubEvents.map(({ subscriptionType }) => ({ subscriptionType, active: true })),
      },
    },
  };
  return [path.join(APP, 'webhooks/webhooks-hsmeta.json'), json(component)];
}

function workflowActions(): [file: string, content: string][] {
  return ACTIONS.map(({ uid, path: route, clients, name, description, card, outputs }) => {
    const component = {
      uid,
      type: 'workflow-action',
      config: {
        actionUrl: `\${BATON_URL}${route}`,
        isPublished: true,
        supportedClients: clients.map((client) => ({ client })),
        objectTypes: ['CONTACT'],
        inputFields: [],
        outputFields: Object.keys(outputs).map((output) => ({
          typeDefinition: { name: output, type: 'string', fieldType: 'text' },
        })),
        labels: {
          en: {
            actionName: name,
            actionDescription: description,
            actionCardContent: card,
            inputFieldLabels: {},
            outputFieldLabels: outputs,
          },
        },
      },
    };
    return [path.join(APP, `workflow-actions/${uid.replaceAll('_', '-')}-hsmeta.json`), json(component)];
  });
}

/** The rest of that file is written by hand; with the right scopes in it, it stays as it is, layout included. */
async function appWithScopes(): Promise<[file: string, content: string]> {
  const file = path.join(APP, 'app-hsmeta.json');
  const text = await readFile(file, 'utf8');
  const app: { config: { auth: { requiredScopes: string[]; optionalScopes: string[] } } } = JSON.parse(text);
  const before = json(app);
  app.config.auth.requiredScopes = [...REQUIRED_SCOPES];
  app.config.auth.optionalScopes = [...OPTIONAL_SCOPES];
  const after = json(app);
  return [file, after === before ? text : after];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
