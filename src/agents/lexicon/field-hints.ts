import type { Intent } from '../../policy/taxonomy.ts';
import { fold } from '../clean/text.ts';
import type { Enquiry } from '../classify.ts';

export interface FieldHint {
  intent: Intent;
  weight: number;
  field: string;
}

const FORM_NAMES: readonly (readonly [RegExp, Intent])[] = [
  [/support|help ?desk|ticket|hilfe|assistance|soporte/u, 'technical_support'],
  [/partner|resell|affiliat/u, 'partnership'],
  [/career|job|apply|bewerb|karriere|recrutement|empleo|vacature/u, 'careers'],
  [/pric|quote|preis|angebot|tarif|devis|precio|presupuesto|prezz|preventivo|offerte|orcamento/u, 'pricing'],
  [
    /demo|trial|\bbook (?:a|your|now)|meeting|contact sales|talk to|vorfuhr|beratung|essai|prueba|prova|proef|teste/u,
    'demo_request',
  ],
  [/contact|kontakt|contatt/u, 'demo_request'],
  [/newsletter|e-?book|white ?paper|guide|webinar|download|report|checklist|leitfaden|livre blanc|guia/u, 'research'],
];
const TITLES: readonly (readonly [RegExp, Intent, number])[] = [
  [/\b(recruitment|recruiter|talent acquisition|staffing|headhunter)\b/u, 'vendor_pitch', 0.5],
  [/\b(seo|link building|outreach|lead generation|growth hacker)\b/u, 'vendor_pitch', 0.7],
  [
    /\b(business development|sales (executive|rep|representative|manager|director)|account executive|key account)\b/u,
    'vendor_pitch',
    0.4,
  ],
  [/\b(student|phd|professor|lecturer|researcher|teacher)\b/u, 'research', 0.6],
  [/\b(reporter|journalist|editor|correspondent|analyst relations)\b/u, 'research', 0.7],
  [/\b(partner(ships?)? manager|alliances?|channel manager)\b/u, 'partnership', 0.5],
  [/\b(procurement|purchasing|buyer|einkauf|achats|compras|acquisti|inkoop)\b/u, 'pricing', 0.3],
];

/** What the other fields say about the intent. Words outweigh them; without words they are all there is. */
export function fieldHints(enquiry: Enquiry): FieldHint[] {
  const hints: FieldHint[] = [];
  const silent = enquiry.text === '';
  if (typeof enquiry.facts.hs_latest_meeting_activity === 'string') {
    hints.push({ intent: 'demo_request', weight: silent ? 1.5 : 0.5, field: 'hs_latest_meeting_activity' });
  }
  const form = enquiry.facts.recent_conversion_event_name;
  if (typeof form === 'string') {
    const named = FORM_NAMES.find(([words]) => words.test(fold(form)));
    if (named !== undefined)
      hints.push({ intent: named[1], weight: silent ? 1.2 : 0.4, field: 'recent_conversion_event_name' });
  }
  const title = enquiry.jobTitle === null ? '' : fold(enquiry.jobTitle);
  for (const [words, intent, weight] of TITLES)
    if (words.test(title)) hints.push({ intent, weight, field: 'jobtitle' });
  if (!silent && enquiry.facts.lifecyclestage === 'customer') {
    hints.push({ intent: 'technical_support', weight: 0.5, field: 'lifecyclestage' });
  }
  return hints;
}
