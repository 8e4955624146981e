/** The text of what an app wrote as HTML: lines stay lines, nothing of it becomes part of the page. */
export function plainText(html: string): string {
  const lines = html.replaceAll(/<(br|\/p|\/li|\/div|\/h\d)\b[^>]*>/gi, '\n');
  return new DOMParser().parseFromString(lines, 'text/html').body.textContent.trim();
}
