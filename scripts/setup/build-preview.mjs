import path from 'node:path';
import { build } from 'vite';
import { ROOT } from './root.mjs';

/** `node build-preview.mjs FOLDER` builds the pages of the emulated HubSpot into FOLDER; see preview.mjs. */
await build({
  configFile: false,
  root: path.join(ROOT, 'emulator/preview'),
  base: '/_preview/',
  logLevel: 'error',
  // the page and the worker must each have one React only
  resolve: { dedupe: ['react', 'react-dom'] },
  // a classic worker: HubSpot's bundles are scripts that expect globals
  worker: { format: 'iife' },
  build: {
    outDir: process.argv[2],
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
  },
});
