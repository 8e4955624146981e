/** "On Tuesday, Ada wrote:", in the languages of mail programs. */
const SAYS_WHO_WROTE =
  /^(?:on|am|le|el|il|op|em|den|på)\s.{4,160}\b(?:wrote|schrieb|(?:a|ha)\s(?:écrit|scritto)|escribió|schreef|escreveu|skrev)\b.{0,80}:?\s*$/iu;
const ORIGINAL_MESSAGE =
  /^\s*(?:[-_]{2,}\s*)?(?:original message|ursprüngliche nachricht|message d['’]origine|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|forwarded message|weitergeleitete nachricht)\b/iu;
const HEADER = /^\s*\*?(?:from|von|de|da|van)\s*:\*?\s*\S/iu;
const SECOND_HEADER =
  /^\s*\*?(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|para|asunto|inviato|data|a|oggetto|verzonden|aan|onderwerp|assunto)\s*:\*?/iu;
const RULE = /^\s*_{8,}\s*$/u;
const SIGNATURE = /^--\s*$/u;
const DEVICE =
  /^\s*(?:sent from my|get outlook for|von meinem .{2,30} gesendet|envoyé de mon|enviado desde mi|inviato da|verstuurd vanaf|enviado do meu)\b/iu;

/**
 * What somebody wrote themselves in an answer: without the mail that it quotes below, quoted lines, the signature under
 * "--" and what a telephone adds. Linear in the length of the text.
 */
export function ownWords(text: string): string {
  const own: string[] = [];
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const begun = own.some((one) => one.trim() !== '');
    const quotesHeader = HEADER.test(line) && SECOND_HEADER.test(lines[at + 1] ?? '');
    const ends = SAYS_WHO_WROTE.test(line) || ORIGINAL_MESSAGE.test(line) || quotesHeader || RULE.test(line);
    if (begun && (ends || SIGNATURE.test(line))) break;
    if (ends || /^\s*>/u.test(line) || DEVICE.test(line)) continue;
    own.push(line);
  }
  return own.join('\n').trim();
}
