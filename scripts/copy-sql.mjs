import path from 'node:path';
import { copySql } from './setup/built.mjs';
import { ROOT } from './setup/root.mjs';

console.error(`Copied ${copySql(path.join(ROOT, 'dist', 'src'))} SQL files to dist/src.`);
