/**
 * What Baton's server and its HubSpot pages say to each other. The pages get a generated copy of this folder
 * (`scripts/generate-hubspot-project.ts`), because HubSpot builds their folders alone; it therefore imports nothing else
 * of ours. A page may be older or newer than the server: unknown fields are dropped, labels are strings, and only what a
 * page must tell apart is a closed list.
 *
 * Times are ISO UTC, durations milliseconds, ids strings. Sentences are plain text for people.
 */
export * from './shared.ts';
export * from './card.ts';
export * from './settings.ts';
export * from './policy.ts';
export * from './trial.ts';
export * from './pages.ts';
export * from './requests.ts';
