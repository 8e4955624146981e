import express, { Router } from 'express';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { previewFetchRequest } from './preview-api.ts';
import { createPreviewFetch } from './preview-fetch.ts';
import { bundleFile, describeProject, readProject } from './preview-project.ts';
import { readBody } from './read-body.ts';
import { sendError } from './respond.ts';
import { portalOf, type World } from './world.ts';

/** Where `ensurePreview` puts the built pages. */
const BUILT = fileURLToPath(new URL('preview/dist', import.meta.url));

/** Addresses of pages, as in HubSpot where it has them. */
const PAGES = ['/', '/contacts/{*rest}', '/forms/{*rest}', '/connected-apps/{*rest}', '/app/{*rest}'];

/** All that is served here. */
export const PREVIEW_PATHS = ['/_preview/{*rest}', ...PAGES];

/** Only what this server itself serves; no inline scripts and no frames. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The worker runs the app's bundle, which this server serves as well. */
const WORKER_POLICY = "default-src 'none'; script-src 'self'";

/** Whether there are pages to look at; else they say how to build them. */
export function pagesAreBuilt(): boolean {
  return existsSync(path.join(BUILT, 'index.html'));
}

/** HubSpot's pages for people, with the app's UI extensions in them. Says how to build them when they are not built. */
export function previewRoutes(world: World, { projectFolder }: { projectFolder: string }): Router {
  const router = Router();
  const fetchForPage = createPreviewFetch(world, () => readProject(projectFolder).permittedFetch);

  router.use('/_preview', (_req, res, next) => {
    res.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
    next();
  });
  router.get('/_preview/project', (_req, res) => void res.json(describeProject(projectFolder)));
  router.get('/_preview/extensions/:kind/:name', (req, res) => {
    const file = bundleFile(projectFolder, req.params.kind, req.params.name);
    if (file === null) return void res.status(404).type('text').send('This bundle has not been built.');
    return res.type('js').sendFile(path.basename(file), { root: path.dirname(file), cacheControl: false });
  });
  router.post('/_preview/fetch', express.json({ limit: '5mb' }), async (req, res) => {
    try {
      const request = readBody(previewFetchRequest, req.body);
      res.json(await fetchForPage(portalOf(world, request.portalId), request));
    } catch (error) {
      sendError(world, res, error);
    }
  });
  router.use(
    '/_preview/assets',
    express.static(path.join(BUILT, 'assets'), {
      cacheControl: false,
      setHeaders: (res) => res.setHeader('Content-Security-Policy', WORKER_POLICY),
    }),
  );
  router.use('/_preview', (_req, res) => void res.status(404).type('text').send('There is nothing of this name.'));
  router.get(PAGES, (_req, res) => {
    if (!pagesAreBuilt()) {
      return void res.status(503).type('text').send('The pages have not been built: node scripts/setup/pages.mjs');
    }
    res.set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': PAGE_POLICY });
    return res.sendFile('index.html', { root: BUILT, cacheControl: false });
  });
  return router;
}
