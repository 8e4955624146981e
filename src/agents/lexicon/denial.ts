import type { LexiconLanguage } from './concept.ts';

/**
 * Beginnings of a denied wish: what follows in the same clause was said not to be wanted. A plain "not" is no denial of
 * a wish ("I cannot find the price"), so the wish is part of the phrase.
 */
export const DENIALS: Readonly<Record<LexiconLanguage, string>> = {
  en: `
    not (asking|looking|after|here|interested|selling|buying|applying|seeking|a|an|about|trying|wanting|another|
    in need|requesting|your);
    (dont|do not|doesnt|wont|didnt|not|never|no longer) (want|need|wish|plan|require|intend|care for|looking for|
    mean|turn|send|be|try to sell|resell|offer|sell); no (need|interest|intention|wish|desire) (for|of|in|to); no;
    without (a|an|any|the); rather than; instead of; nothing to do with; neither; nor;
    not (fussed|bothered|worried|concerned|keen) (about|on); dont care (about|for); (no|not) (another|more);
    not (sell*|buy*|resell*)`,
  de: `
    (kein|keine|keinen|keiner|keinerlei); nicht (um|auf|an|nach|interessiert);
    (mochte|mochten|will|wollen|brauche|brauchen) (nicht|keine|keinen|kein); ohne; statt; weder`,
  fr: `
    (pas|aucun|aucune|jamais) (de|d|besoin|interesse*|question|un|une|besoin de)?; sans; (inutile|au lieu) de; ni`,
  es: `
    no (busco|buscamos|quiero|queremos|necesito|necesitamos|deseo|pido|me interesa|nos interesa|es|soy|somos); sin;
    ningun*; en (lugar|vez) de; ni`,
  it: `
    non (cerco|cerchiamo|voglio|vogliamo|serve|ci serve|mi serve|desidero|sono|siamo|e); senza; nessun*; invece di;
    ne`,
  nl: `(geen|niet (op|voor|naar|geinteresseerd|een)); zonder; in plaats van; noch`,
  pt: `
    nao (quero|queremos|preciso|precisamos|busco|procuro|estou|estamos|desejo|e|sou); sem; nenhum*; em vez de; nem`,
};
