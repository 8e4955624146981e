import type { Concept } from './concept.ts';

/** What a buyer asks about money and the way to a contract. */
export const PRICE: readonly Concept[] = [
  {
    id: 'asks_price',
    intent: { pricing: 1.2 },
    phrases: {
      en: `
        pricing;
        (price|prices) (list|for|of|per|on|plan|plans|range|structure|point|breakdown|please|is|are|be|depend|
        include|includes|indication|info|information|comparison);
        (the|your|what|best|indicative|better|rough|list|unit|any|total|fixed|a) (price|prices|cost|costs|rates|
        fees|tariff*); how much;
        (what|whats|what is|what are) .. (cost|costs|price|fee|fees|charge|charges|rate|rates|damage);
        what .. (would|will|do|does) .. (cost|come to|run us|set us back|add to|pay|charge);
        (cost|costs|costing) (per|for|of|to|us|estimate|breakdown|if|anything|a month|a year);
        (send|get|need|want|give|provide|prepare|require|request|requesting|have|like|for|a|us|me|formal|rough|
        your) (a|an|me a|us a|me your|us your|the)? (quote|quotation|estimate|ballpark|proforma); quotation*;
        quote (for|on|please|by|me|us|covering|valid|with); ballpark; order of magnitude; rate card;
        (yearly|annual|monthly|per user|per seat|enterprise|volume|charity|nonprofit|education|academic|student|
        reduced|group) (price|pricing|rate|rates|licence|license|cost|costs|fee|fees|discount);
        (price|priced|prices) up;
        (setup|set up|onboarding|implementation|licence|license|subscription|hidden|joining) (fee|fees|cost|costs);
        is (it|there|this) .. free; (free|cheaper|paid) (plan|tier|version|option); fee for;
        (whats|what is|what) (it|that|this|the) .. (a|per|each) (month|year|user|seat|head);
        (need|want|give me|get me|send me|send us|have) (a|your|the|some|an) (number|figure|figures|numbers|
        rough figure|rough number|rough idea of cost); (yearly|annual|monthly) or (yearly|annual|monthly);
        (# )?(users|seats|licences|people) (monthly|yearly|annually|per month|per year|a month|a year);
        (match|beat|meet) (it|that|them|their|his|the|this) (price|quote|offer|figure|number)?;
        (come in|came in|quoted|quote us|offered us) (at)? #;
        (would|do|will|must|we|should|to|users|people|seats) (we|i|they)? pay (for|per|a|each|if|monthly|in|extra|
        on)?; (seat|user|licence) (count|price);
        (a|per) (year|month) for (#|the same|our|a) per (seat|user|head|agent|licence|employee) (per|a|or|vs|and|
        pricing|price); which (plan|tier|package) .. (need|cost|cheaper|cheapest|right|best); too (expensive|dear);
        affordab*; pricey; cheapest; budget (for|of|is|approved|figure|sheet|number|range|holder)`,
      de: `
        preis*; was (kostet|kosten|wurde|wurden) .. (kosten|das|die|es|sie|uns|eine|ihr|ihre|euer);
        (was|wieviel|wie viel) kostet; was kosten;
        (kosten|gebuhren|lizenzkosten|monatliche kosten|lizenzgebuhr*) (fur|pro|bei|von|einer|der|im|sind);
        mit welchen kosten; (welche|die) kosten;
        angebot (fur|uber|zukommen|zusenden|schicken|erstellen|anfordern|bitte);
        ein (unverbindliches)? angebot (fur|von ihnen|uber|zu); kostenvoranschlag; staffelpreis*; lizenzmodell`,
      fr: `
        (prix|tarif|tarifs|tarification|tarifaire);
        combien (coute|coutent|cela|ca|ce|pour|faut|est|facturez|par|de licences);
        (quel|quels) (est|sont|serait|seraient) .. (prix|cout|tarif|couts|tarifs); devis;
        (cout|couts) (par|pour|de|d|mensuel|annuel); grille tarifaire; budget (a|pour|prevoir)`,
      es: `
        precio*; cuanto (cuesta|cuestan|costaria|vale|sale|saldria|seria|cobran|cobrais|nos); (tarifa|tarifas);
        (un|el|enviar|enviarme|mandar|pedir|solicitar|su) (presupuesto|cotizacion); cotiza*;
        presupuesto (para|de|por); coste (por|de|mensual|anual)`,
      it: `
        prezz*; quanto (costa|costano|costerebbe|viene|verrebbe|sarebbe|si paga|ci); (preventivo|listino|tariff*);
        (il|un|i) (costo|costi) (per|di|mensile|annuo); (costo|costi) (per|mensile|annuale)`,
      nl: `
        (prijs|prijzen|prijslijst|prijsopgave|prijsopgaaf|tarief|tarieven|offerte);
        (wat|hoeveel) (kost|kosten|gaat) .. (het|dat|jullie|dit|per|voor|ons|een)?; kosten (per|voor|van);
        indicatie van de kosten`,
      pt: `
        preco*; quanto (custa|custam|custaria|fica|ficaria|sai|sairia|e|cobram|cobra); (orcamento|cotacao);
        (qual|quais) .. (valor|valores|custo|custos|mensalidade); (valores|mensalidade|tabela de preco*);
        custo (por|de|mensal)`,
    },
  },
  {
    id: 'price_word',
    intent: { pricing: 0.5 },
    phrases: {
      en: `
        (cost|costs|price|prices|priced|quote|fee|fees|rates|budget|invoice|charge|expensive|cheap|proposal|
        licence|license|licences|licenses|tier|tiers|euros|dollars|pounds)`,
      de: `(kosten|kostet|angebot|gebuhren|budget|lizenz|lizenzen|tarif|tarife)`,
      fr: `(cout|couts|coute|budget|offre commerciale|licence|licences|forfait)`,
      es: `(coste|costo|costes|presupuesto|licencia|licencias|barato|caro)`,
      it: `(costo|costi|budget|licenza|licenze|canone)`,
      nl: `(kosten|kost|budget|licentie|licenties|abonnement)`,
      pt: `(custo|custos|valor|valores|licenca|licencas|plano|planos)`,
    },
  },
  {
    id: 'negotiates',
    intent: { pricing: 1.3 },
    stage: { decision: 0.8 },
    flag: 'pricing_negotiation',
    phrases: {
      en: `
        discount*;
        (better|special|best|sharper|lower|improve|match|reduce|custom|negotiate|negotiating|hold|lock|reduced|
        freeze|cap|bring down) (on)? (the|your|that|their|in|a|our)? (price|prices|pricing|rate|rates|deal|terms|
        cost|offer|quote|year one rate|figure); do on (the)? price;
        (knock|shave|take) (something|anything|a bit|a little|#|some) .. off;
        (room|wiggle room|movement|flexib*|move|budge) (on|in) (the|your)? (price|pricing|rate|terms); cheaper if;
        (price|rate) (reduction|cut|break|hold|cap|match|lock); (break|exit|termination|opt out) clause;
        (multi|two|three|# ) year (commitment|deal|term|contract|agreement);
        (volume|loyalty|charity|nonprofit|academic|multi year) (discount|pricing|rate|rates|deal|price);
        (payment|contract|commercial|renewal) terms; (net|payment) (30|60|90);
        (price|percent|per cent|#) (increase|hike|rise|uplift); roll over; reduced rate;
        (up|increase|rise|uplift|off) # (per cent|percent); upfront; commit (to|for) (# |a|two|three) (years|year);
        best and final; (annual|yearly|quarterly) (prepay|prepayment|commitment);
        (pay|paid|paying) (up front|upfront|annually|in advance|a year ahead); match (it|them|that|their);
        within # (percent|per cent)?; (what|which) margin; unused credits`,
      de: `
        rabatt*; (nachlass|skonto|sonderkonditionen|konditionen|mengenrabatt|preiserhohung);
        gunstiger (machen|wenn|geht); (besserer|besseren|guter|guten) preis; verhandel*; vertragslaufzeit;
        zahlungsziel`,
      fr: `
        (remise|rabais|reduction|ristourne); (negocier|negociation); engagement annuel;
        (meilleur|geste) (prix|tarif|commercial|offre); conditions (commerciales|de paiement|contractuelles);
        hausse (de prix|de tarif|tarifaire)`,
      es: `
        (descuento*|rebaja|precio especial|por volumen); (negociar|mejor precio|mejorar el precio|mejor oferta);
        condiciones (de pago|comerciales|del contrato); subida (de precio|del)`,
      it: `
        scont*; (trattare|negoziare|miglior prezzo|prezzo migliore);
        condizioni (di pagamento|commerciali|contrattuali); aumento (del|di) (prezzo|canone)`,
      nl: `
        korting*; (onderhandel*|betere prijs|scherpere prijs|beste prijs); (betalings|contract) voorwaarden;
        betalingstermijn; prijsverhoging`,
      pt: `
        descont*; (negociar|melhor preco|preco melhor|melhorar o preco|melhor oferta);
        condicoes (de pagamento|comerciais|contratuais); reajuste`,
    },
  },
  {
    id: 'procurement',
    intent: { pricing: 0.7 },
    stage: { decision: 0.6 },
    flag: 'procurement',
    phrases: {
      en: `
        (rfp|rfq|rfi|itt|rft); (tender|tenders|tendering|bid|bids|bidding);
        request for (proposal|proposals|quotation|quote|information); purchase order*;
        (vendor|supplier) (onboarding|registration|setup|set up|form|portal|questionnaire|number|code);
        (po|p o) (number|process|raised); procurement (process|team|department|portal|framework|rules|policy);
        framework agreement; purchasing (department|consortium|division|process); preferred supplier;
        (vendor|supplier) master; (issue|issuing|raise|raising|need|get) (the|a|our) (po|purchase order);
        (tax|w9|w 9|bank) (form|confirmation|confirmation letter|details form); supplier code of conduct;
        (offer|quote|quotation|proposal) .. (still valid|valid until|valid)`,
      de: `
        (ausschreibung*|vergabe|vergabeverfahren|lieferantenformular|lieferantenregistrierung|
        leistungsverzeichnis|bestellnummer); einkaufsabteilung`,
      fr: `
        (appel d offres|marche public|cahier des charges|bon de commande|referencement fournisseur|
        dossier de consultation)`,
      es: `(licitacion|concurso publico|pliego|orden de compra|alta de proveedor|homologacion)`,
      it: `(gara|bando|capitolato|ordine di acquisto|albo fornitori|appalto)`,
      nl: `(aanbesteding*|inkooporder|offerteaanvraag|leverancier registratie|inkoopproces)`,
      pt: `(licitacao|edital|pregao|ordem de compra|cadastro de fornecedor|homologacao)`,
    },
  },
];
