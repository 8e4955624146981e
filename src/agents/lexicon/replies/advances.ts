import type { Concept } from '../concept.ts';

/** Who answers that they want to go on, or what it costs. */
export const ADVANCES: readonly Concept[] = [
  {
    id: 'says_yes',
    reply: { positive: 1.2 },
    phrases: {
      en: `
        (yes|yeah|yep|yup|absolutely|definitely|certainly|gladly|by all means|go ahead|go on (then)?|why not|deal|alright then|all right then|fair enough then); yes please; (sure|ok|okay|fine) (thing|then|lets|why|when|that|id|i|we|go|send|send|how|@day|happy|sounds|works|please|tell|book|call);
        (sounds|looks|seems|this is|thats|that is) (really|very|quite|like)? (good|great|interesting|intresting|promising|intriguing|perfect|relevant|exciting|useful|brilliant|fascinating|fine|just what|exactly what|exactly|right up our);
        (count|sign) (me|us) (in|up); (im|we are|were|i am|id be|would be|wed be|very|definitely|also|really|am|are|be|potentially|quite|still) (in|game|interested|keen|curious|intrigued|up for|on board|tempted) (to|in|for|on|about|if)?;
        (im|we are|were|i am|id be|would be|wed be|am|are|be) (more than|very|quite|only too)? (happy|glad|delighted|pleased|open) to; interested in (learning|seeing|hearing|knowing|a|the|your|this|more|discussing|having|your);
        (lets|let us|shall we|can we|could we|we could|happy to|glad to|keen to|love to|like to|id love to|want to|wants to|do want to|free to|able to|ready to|willing to|up for) (do (it|this|@day|next|a|that|wednesday)|talk|chat|meet|schedule|set (it|up|something)|book|connect|speak|see|hear|learn|know|discuss|explore|try|have (a|another)|jump|hop|find|arrange|get (something|a|this|going)|take|look|go|test|pilot|view|catch|sit down|understand);
        (tell|show|send|share|forward|walk|shoot) (me|us|over|across|through) (more|the|a|an|your|some|how|what|through|along|over|thing|invite|details|info|deck|link|times)?; (send|share|forward|email|book|schedule|put|pencil|set up|arrange|organise|organize|block|suggest|propose|pick|drop|find|fix) .. (invite|deck|details|info*|link|calendar|material*|brochure|demo|case stud*|guide|times|slot*|call|meeting|time|mins|minutes|appointment|date|session|walkthrough|video|one pager|paper|dates|half hour|call in|in for);
        (@day|tomorrow|next week|this week|mornings|afternoons|any time|anytime|any afternoon|any morning|the #|either|both) .. (works|work|suits|suit|is good|is fine|is free|are good|are fine|is best|would be|at #|lunchtime|morning works|afternoon works|would work|please); (works|suits|good|fine|perfect|great|ideal) for (me|us|both); what (does|about|times|time|day|days) .. (look like|@day|suit|work|you free|are you|available|morning|afternoon); (when|what time|which day|where|how soon) (works|suits|are you|can you|can we|could|then|would|should|do we|is good);
        (im|we are|i am|are you|were|am) (free|available|around) (on|at|from|any|this|next|after|before|@day|tomorrow|all|most)?; (come|drop|stop|swing) by; (video|zoom|teams|phone|quick) call (is|works|on|would|sounds|next|this|at|then); (exactly|just|precisely) what (we|i|our|was|were) (need|needed|are|have|want|ve|been); (take|have|taking|having) (a|another|closer|proper) (look|peek|demo|chat|call|conversation); you win; (looking|look) forward to (it|seeing|hearing|our|speaking|the|this|that|your); (you have|youve got|you got) (my|our) attention; (keen|happy|interested) to (know|see|learn|hear|have|chat|talk|meet); (been|were|are) (looking for|meaning to|wanting|hoping|searching); well received; in principle yes; (pilot|trial|proof of concept) (sounds|would|with|please|next|for)`,
      de: `
        (sehr gern|sehr gerne|ja gern|ja gerne|einverstanden|jawohl); (ja|gern|gerne|klar|passt|klingt) (bitte|gern|gerne|mir|uns|gut|interessant|spannend|nach|sehr|das|vielversprechend|danke|wir|ich); (das)? (klingt|hort sich) .. (gut|interessant|spannend|an|nach); (interessiert|interesse|neugierig) (uns|mich|daran|sehr|an|ware|bin|sind)?; (schicken|senden|zeigen|erzahlen|rufen|schlagen|nennen|mailen|stellen) sie (mir|uns|mich|gerne|bitte|doch) .. (an|termin*|unterlagen|mehr|link|info*|vor|prasentation|zu|einladung)?; (@day|morgen|nachste woche|kommende woche) .. (passt|passen|wurde|ginge|um #|gut|konnte|ware|uhr) ; (termin|gesprach|telefonat|demo|vorfuhrung|call) (gern|gerne|passt|vereinbaren|machen|ware|am|im|nachste|ausmachen); (konnen|wollen|sollen) wir (gern|gerne|uns|telefonieren|sprechen|einen|mal); (mehr|weitere) (daruber|dazu|info*|details|erfahren|wissen); freue (mich|ich mich); genau (das|dem|was|nach)`,
      fr: `
        (oui|volontiers|avec plaisir|pourquoi pas|d accord|bien sur|entendu|parfait|ok|tres bien) (pourquoi|merci|avec|je|nous|bien|pour|c est|envoyez|on|cela)?; (ca|cela|c est|votre|semble|le sujet) (m|nous|nous|est|a l air|parait|semble)? (interesse*|interessant*|d actualite|pertinent*|tombe bien|convient|parle); (envoyez|adressez|transmettez|montrez|proposez|dites|appelez|rappelez|partagez) (moi|nous|m en|nous en) (un|une|le|la|des|plus|votre|en|cela|donc)?; (disponible|libre|dispo) (le|la|@day|mardi|cette|a partir|demain|en|pour); (je|nous) (peux|pouvons|serais|suis|sommes) .. (accorder|interesse*|disponible*|ravi*|curieux|prenons|partant*); (fixons|prenons|calons|planifions|convenons) (un|rendez|une|d un); (@day|demain) (matin|apres midi|a #|me|nous|convient|midi) ; en savoir (plus|davantage); (un|une) (lien|demo|demonstration|creneau|invitation|presentation) (svp|s il|serait|m|pour|me)?`,
      es: `
        si (me|nos|por|claro|gracias|podemos|envia*|manda*|adelante|cuando); (claro|por supuesto|encantad*|adelante|perfecto|de acuerdo|vale|genial|con gusto|me parece) (bien|que|me|nos|por|cuando|podemos|gracias|perfecto|bien|el|manda*|envia*|interesante)?; (me|nos) (interesa|interesaria|gustaria|encantaria|encaja|viene bien|parece (bien|interesante)|va bien); (envieme|enviame|envienos|mandame|mandeme|mande|cuenteme|cuentame|ensename|muestre*|llameme|comparta|agendemos|agendamos|podemos (hablar|vernos|quedar|agendar)|quedamos|hablemos) (mas|el|la|un|una|por|manana|esta|la|proxima|los|@day)?; (@day|manana|la semana que viene|proxima semana) (a las|por la|me|nos|puedo|podria|estaria|va|estaria bien|bien); (saber|conocer|ver) mas; (estoy|estamos) (interesad*|disponible*|libre*); justo lo que`,
      it: `
        si (grazie|mi|ci|possiamo|per|volentieri|certo|molto|mandi*|inviate*|va); (certo|certamente|volentieri|va bene|perfetto|d accordo|con piacere|perche no|ok) (grazie|mi|ci|perche|possiamo|sentiamoci|per|molto|mandi*|inviate*|quando)?; (mi|ci) (interessa|interesserebbe|piacerebbe|sembra (interessante|utile)|incuriosisce|va bene); (mi|ci) (mandi|invii|mandate|inviate|racconti|mostri|dica|chiami|faccia|fissi*) .. (link|presentazione|piu|info*|demo|una|un|sapere)?; (sono|siamo) (interessat*|disponibil*|curios*|liber*); (sentiamoci|vediamoci|organizziamo|fissiamo|fissare|possiamo sentirci) .. (una|un|per|@day|call|demo|la)?; (@day|domani|la prossima settimana) (alle|va|mattina|pomeriggio|per me|potrebbe|sarebbe); (saperne|sapere|vedere) (di piu|una demo); proprio quello`,
      nl: `
        (ja|graag|prima|akkoord|zeker|leuk|klinkt|goed idee|interessant) (graag|hoor|dat|goed|interessant|lijkt|stuur|laten|laat|wel|leuk|prima|bel)?; (dat|dit|het)? (klinkt|lijkt|is) .. (goed|interessant|leuk|wat|precies); (stuur|vertel|laat|bel|plan|mail|toon) (me|mij|ons|maar|gerust|even|de|een|het) .. (meer|zien|weten|informatie|uitnodiging|link|in|op|afspraak|demo)?; (@day|morgen|volgende week) (om|kan|is|past|zou|schikt|komt|middag|ochtend|ben); (laten we|zullen we|kunnen we) (afspreken|bellen|een|elkaar|dit|even|inplannen); (ben|zijn) (benieuwd|geinteresseerd|beschikbaar|wel); meer (weten|informatie|horen|zien); precies wat`,
      pt: `
        (sim|claro|com certeza|pode ser|vamos|perfeito|com prazer|por que nao|fechado|combinado|otimo|beleza) (por|que|me|pode|podemos|marcar|obrigad*|manda*|envi*|conversar|nos|gostaria|quero|sim|agendar)?; (me|nos) (interessa|interessou|interessaria|mande*|envie*|conte*|mostre*|liga*|chama*); (gostaria|gostariamos|quero|queremos|tenho|temos) (de|interesse|saber|ver|conhecer|entender) (mais|em|saber|ver|conhecer|agendar|marcar)?; (podemos|vamos|bora) (conversar|marcar|agendar|falar|ver); (@day|amanha|semana que vem|proxima semana) (as|de|pode|seria|funciona|a|esta|bom|fica); (saber|conhecer|ver) mais; (estou|estamos) (interessad*|disponive*|livre*); exatamente o que`,
    },
  },
  {
    id: 'wants_a_figure',
    reply: { pricing_question: 1.4 },
    phrases: {
      en: `
        (notice period|minimum (term|contract|commitment|spend|order|seats|users|number)|contract (length|term|terms)|payment terms|annual only|billed (monthly|annually|yearly)|rate (hold|go up|increase)|cancellation terms|is there a minimum|volume discount|public sector (rate|price|discount)|price list|list price|per seat|per user|price tag|all in cost|total cost);
        (discount|discounts|a discount|reduced rate|special rate|better rate) (for|available|on|if|is|are|possible|rate)?; (rough|ballpark|indicative|budget|actual|todays|real|exact|single|one) (number|figure|numbers|figures|cost|price|idea of cost|digit); (give|send|tell|quote|name|get|throw|need|want|just) (me|us|a|the|your)? (a|the|your|todays|some)? (number|figure|price|cost|quote|pricing|rate|rates|costs|numbers|figures) (for|please|of|first|in|before|on|per)?;
        (what|how much) (would|will|does|do|is|are|should|could|d) .. (pay|cost|charge|spend|set us back|set me back|budget|damage|going rate|price|rate|fee|fees|investment|write down); how much; what are we talking; cheaper than (#|our|what|them|the)?; (price|pricing|cost|quote) (please|first|before|for #); what (the|are the|is the|would the) (terms|price|pricing|cost|costs|rate|rates|fee|fees)`,
      de: `(was|wieviel|wie viel) (kostet|kosten|wurde|wurden|zahlen|berechnen) .. (das|es|sie|die|im|pro|bei|kosten)?; (preis*|kosten|kostenpunkt|preisliste|angebot|mindestlaufzeit|kundigungsfrist|laufzeit|konditionen|rabatt*|lizenzkosten) (pro|fur|im|bei|liegen|ist|sind|nennen|zukommen|ungefahr|ca|der|von|mit|bitte)?`,
      fr: `(combien|quel prix|quel tarif|quels tarifs|quel cout|prix|tarif|tarifs|devis|grille tarifaire|engagement minimum|duree d engagement|remise|cout) (coute*|cela|ca|pour|par|est|sont|svp|de|d|faut|serait|annuel|mensuel)?`,
      es: `(cuanto|que precio|precio|precios|tarifa|tarifas|coste|costo|presupuesto|cotizacion|descuento|permanencia) (cuesta*|costaria|cuestan|vale|seria|sale|tiene|por|para|de|es|son|hay|minima|aproximad*)?`,
      it: `(quanto|prezzo|prezzi|costo|costi|listino|preventivo|tariff*|sconto|durata minima) (costa*|costerebbe|viene|sarebbe|per|di|del|e|sono|avete|a|minima)?`,
      nl: `(wat|hoeveel) (kost|kosten|gaat|zou) .. (kosten|het|dat|dit|per|voor)?; (prijs|prijzen|prijslijst|tarief|tarieven|offerte|kosten|korting|looptijd|opzegtermijn) (per|voor|van|is|zijn|bij|graag|aan)?`,
      pt: `(quanto|preco|precos|valor|valores|custo|custos|orcamento|tabela|desconto|fidelidade) (custa*|custaria|fica|sai|seria|e|por|para|de|do|da|mensal|anual|aproximad*)?`,
    },
  },
  {
    id: 'price_against_it',
    reply: { objection: 0.6, pricing_question: -1.5 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (too|very|so|way too|far too|bit) (expensive|pricey|dear|costly|steep|much (money|for us)); (price|cost|costs|budget) (is|was|are|made|makes|puts|put|would be|seems|looks) (too|an issue|a problem|the issue|the problem|me|us|out of|beyond|high|prohibitive|what stops|a bit); out of (our|my) (budget|range|league|price range); cant (afford|justify) (it|this|that|the|another)?; (costs|cost) (a fortune|an arm|the earth|too much|us|more than we); not (worth|in) (it|the (money|price|cost|budget)|our budget)`,
      de: `(zu|viel zu) teuer; (sprengt|ubersteigt) (unser|das) budget; (nicht|kein) im budget`,
      fr: `(trop|bien trop) (cher|chere); (hors|au dessus de) (notre|de notre)? budget`,
      es: `(muy|demasiado) (caro|cara); (fuera|encima) (de|del) (nuestro)? presupuesto`,
      it: `(troppo|molto) (caro|cara|costos*); fuori budget`,
      nl: `(te|veel te) duur; buiten (ons)? budget`,
      pt: `(muito|caro demais) (caro|cara)?; fora do (nosso)? orcamento`,
    },
  },
];
