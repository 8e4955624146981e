import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './setup/root.mjs';

/** The compiler leaves SQL files behind; the built app looks for them beside its own code, as the sources do. */
const from = path.join(ROOT, 'src');
const to = path.join(ROOT, 'dist', 'src');
const files = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sql'));
for (const file of files) cpSync(path.join(from, file), path.join(to, file));
console.error(`Copied ${files.length} SQL files to dist/src.`);
