import { escapeHtml } from '../handoff/words.ts';

/** What a person sees in the browser at the end of an installation: what happened and what to do next. */
export interface Page {
  status: number;
  title: string;
  paragraphs: readonly string[];
  /** Where to go on from here. */
  next?: { label: string; href: string };
}

export const AGAIN = { label: 'Start the installation again', href: '/oauth/install' } as const;

export function renderPage({ title, paragraphs, next }: Page): string {
  const link = next === undefined ? '' : `<p><a href="${escapeHtml(next.href)}">${escapeHtml(next.label)}</a></p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} - Baton</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem;color:#222}h1{font-size:1.4rem}a{color:#0b5cad}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
${link}
</main>
</body>
</html>
`;
}
