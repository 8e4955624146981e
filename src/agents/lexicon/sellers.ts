import type { Concept } from './concept.ts';

/** Who sells something to us. */
export const SELLERS: readonly Concept[] = [
  {
    id: 'sells_to_us',
    // Sellers name prices, trials and calls of their own.
    intent: { vendor_pitch: 1.3, pricing: -0.6, demo_request: -0.5, product_question: -0.4 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (seo|backlink|backlinks|link building|guest post|guest posts|guest blog*|guest article|sponsored (post|
        article|content)|domain authority|do follow|dofollow|serp|google ranking|googles first page|
        first page of google|page one of google|rank higher|organic traffic|web traffic|website traffic|
        website redesign|web design services);
        (lead generation|lead gen|appointment setting|cold email|cold calling|qualified leads|booked (calls|
        meetings|appointments)|done for you|email list|mailing list|contact list|(email|mailing|contact) lists|verified (b2b)? (contacts|emails|leads|
        email|decision)|b2b (contacts|leads|database|data)|intent data|database of);
        (outsourc*|offshore|nearshore|staff augmentation|dedicated (developers|resources|team|teams)|
        software development company|development (company|agency|partner)|app development|hourly (rate|basis)|
        hire (our|dedicated|remote)|bench of|virtual assistant*|our developers|our engineers|our rates|
        managed (it|services|print|hosting)|cabling|(advance|advances|lend|lends|borrow|unlock|release) (up to|
        against) (#)?|unpaid (bills|invoices)|invoice (factoring|finance|financing)|cash flow (problem*|gap|
        solution*)|personal guarantee*|exclusive leads|buy (our|these|more|some|exclusive)? leads|pay per (show|lead|meeting|click|result|appointment)|
        (winners|award|gold|silver|platinum|sponsor) package|(award|awards) (entry|ceremony|nomin*|night|dinner)|
        editorial board|extended (sales)? team|(# )?qualified (ones|meetings|appointments|prospects) (a|per|
        every) month|only on success|man days|remote developers|white glove);
        (business|working capital|merchant) (loan*|funding|finance|financing|cash advance);
        (funding|investment) (offer|options|solutions|available|up to);
        (sponsor|sponsorship|exhibit|exhibitor|exhibiting|booth|speaking slot|award nomin*|delegate list|
        attendee list|media kit|advertis*|ad space|ad slot|featured (in|listing));
        (our|the) (candidate|candidates|placement fee|fee is|recruiters);
        (candidate|candidates) .. (available|placed|immediately|role|salary|interview*);
        (recruitment|recruiting|staffing|talent|executive search) (agency|firm|services|partner|consultant*|
        solutions|company|needs);
        (we|i|our company|my company|our agency|our team|our firm|company) (offer|offers|provide|provides|
        specialise|specialize|specialises|specializes|deliver|supply|supplies|sell|sells|help|helps|manufacture*|
        produce*|can offer|can help|can provide|can supply|can save|can increase|can reduce|can double|can build|
        would love to help) (a|an|in|high|quality|verified|targeted|companies|businesses|saas|software|firms|brands|startups|
        start ups|teams|organisations|organizations|you|b2b|services|custom|affordable|professional|full|complete|
        the best|premium|bespoke|cost|clients|your|ux|it|web|mobile|end to end|everything)`,
      de: `
        (suchmaschinenoptimierung|seo|backlink*|gastbeitrag|gastartikel|leadgenerierung|kaltakquise|webdesign|
        ubersetzungsburo|personalvermittlung|personaldienstleist*|headhunter|reinigungsservice|werbeflache*|
        sponsoring|outsourcing|entwicklerteam|druckerei|firmenfahrzeug*|bewerberpool|kandidaten);
        (wir|ich) (bieten|biete|sind spezialisiert|helfen|unterstutzen|liefern|vermitteln|entwickeln|
        erstellen) .. (ihnen|ihr|ihre|unternehmen|an|websites|firmen|kunden|unseren|mehr);
        (ihre website|ihrer website|ihrem unternehmen) .. (verbessern|optimieren|mehr|helfen|ranking);
        durfen wir ihnen`,
      fr: `
        (votre site|refonte|diagnostic gratuit|notre agence|nos equipes|offre de lancement|referencement|seo|
        backlink*|article invite|article sponsorise|generation de leads|prospection|externalisation|offshore|
        prestataire|nos services|nos prestations|agence (web|de|marketing)|base de donnees|fichier* (de|
        prospects)|cabinet de recrutement|sponsoring|encart);
        (nous|notre societe|notre agence) (proposons|offrons|aidons|accompagnons|sommes specialis*|fournissons|
        realisons|propose|accompagne|aide); (je vous propose|vous proposer nos)`,
      es: `
        (posicionamiento|seo|backlink*|generacion de leads|base de datos de|subcontrat*|externaliz*|
        agencia de (marketing|publicidad)|articulo patrocinado|patrocin*|headhunter*|curriculums|candidatos);
        (ofrecemos|le ofrezco|les ofrecemos|nuestros servicios|somos una (empresa|agencia) (especializada|de|
        dedicada|que)|ayudamos a (empresas|negocios)|proporcionamos|solo cobramos|podemos ayudarle*)`,
      it: `
        (posizionamento|seo|backlink*|lead generation|esternalizz*|outsourcing|agenzia (di marketing|web|
        di comunicazione)|sponsorizz*|candidati|database di);
        (offriamo|vi proponiamo|proponiamo|i nostri servizi|siamo (un|una) (azienda|agenzia) (specializzata|che|
        leader)|aiutiamo (le aziende|aziende|imprese)|forniamo|possiamo aiutar*)`,
      nl: `
        (zoekmachineoptimalisatie|seo|backlink*|leadgeneratie|gastblog*|uitbested*|outsourcing|reclamebureau|
        sponsor*|kandidaten|werving en selectie|detacher*);
        (wij|we|ik) (bieden|bied|helpen|leveren|zijn gespecialiseerd|verzorgen|ontwikkelen) .. (aan|bedrijven|u|
        uw|jullie|ondernemers|in|websites); onze diensten`,
      pt: `
        (posicionamento|seo|backlink*|geracao de leads|terceirizacao|agencia de (marketing|publicidade)|
        banco de dados de|patrocin*|candidatos|trafego pago);
        (oferecemos|nossos servicos|somos uma (empresa|agencia) (especializada|que|de)|ajudamos empresas|
        fornecemos|podemos ajudar|gostaria de apresentar (nossa|nossos|a nossa))`,
    },
  },
  {
    id: 'sales_patter',
    intent: { vendor_pitch: 0.7, pricing: -0.2, demo_request: -0.2 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (who|whos|the person who|person) (handles|is in charge|in charge|manages|runs|is responsible|responsible|
        looks after|deals with|buys|takes care) (of|for|with)? (your|the) .. (marketing|seo|website|hr|hiring|
        recruitment|cleaning|it|printing|fleet|office|advertising|events|procurement|facilities|insurance|payroll|
        energy|telecoms|phones)?;
        (worth|open to|up for|free for|interested in|worth a|have|spare|grab|allow us|give us) .. (quick|brief|
        short|# minute|# min|# minutes) (call|chat|conversation|zoom|intro|of your);
        (i|we) (came across|noticed|found|visited|was looking|were looking|was browsing|looked|checked|
        saw) (at)? (your|you|that your|that you|on your) (website|site|company|profile|page|online|are hiring|
        podcast|blog|app)?; ours not yours;
        (helped|helping|help|worked with|working with|saved|save) (a|an|firms|companies|businesses|other|dozens|
        hundreds|many) .. (like|such as|similar to) (yours|you);
        (cut|cuts|cutting|reduced|reduce|slash|lower) (its|their|your) .. (bill|bills|costs|spend|cost|by);
        (not a|isnt a|no) (sales pitch|sales call|hard sell);
        our (platform|product|tool|software) (helps|cuts|saves|gives|can|would|lets|does|reduces|finds); gives you;
        for you to (try|test|sample|taste);
        (your|the) (website|site|homepage|app|store|page) (is|could|deserves|needs|loads|takes|lacks|looks|scores|
        has|would) (slow|outdated|missing|benefit|do with|a|not|better|broken|#);
        we (can|could|would|will) (do|build|write|design|translate|clean|deliver|fix|improve|make|handle|manage|
        supply|fit|install|print|ship|send|get|bring|find) .. (for you|your|you|for your)?;
        (we have|weve|i have|ive) .. (available|capacity|in stock|spare|on our books|to offer);
        (per hour|an hour|hourly|per developer|per lead|per placement|a day rate|day rate);
        (start|available) (straight away|immediately|next week) on;
        (i represent|im representing|representing|on behalf of a);
        (introductory|launch|special|exclusive|early bird) (offer|price|rate|discount) (for|to|until|on|if)?;
        (happy|glad) to send (samples|examples|a sample|references|our);
        (try us|trial order|free sample|free trial of our);
        (boost|increase|grow|double|triple|skyrocket|improve|maximise|maximize|scale|supercharge|transform|cut|
        slash|reduce) your (sales|revenue|traffic|business|visibility|conversion|conversions|rankings|ranking|
        leads|pipeline|online|website|roi|brand|costs|bills|bill|overheads|outbound|marketing|energy);
        (no obligation|no strings|free (audit|sample|consultation|quote|analysis|report|trial week)|money back|
        risk free|replacement guarantee|success fee|only on success|only pay|pay per|case stud*|portfolio|
        track record|our clients include|trusted by|fortune 500|years of experience|cost effective|
        competitive (rates|prices|pricing)|affordable (rates|prices|price)|our (services|service|prices|catalogue|
        brochure|capabilities|expertise|solution|solutions|products|agency|factory|studio)|end to end|one stop|
        win win|limited (slots|offer|spots));
        (forward|pass) (this|me|it) (on)? (to) (the)? .. (right person|relevant|concerned|appropriate|cto|ceo|
        decision maker|team|head|hr|marketing); (decision maker|concerned person|right person|appropriate person);
        (would|are) you (be)? (open|interested) (to|in); (just|only) following up; following up on my;
        (did you|have you) .. (chance|time) to (see|read|look|review) my; bumping this; top of your inbox;
        (sample|samples) of`,
      de: `
        (wer ist .. (zustandig|verantwortlich)|zustandig* (fur|person)|unverbindlich*|kostenlose (probe|analyse|
        erstberatung|muster)|unsere (dienstleistung*|leistungen|referenzen|agentur|preise)|
        ich bin auf ihre (website|seite|firma)|kurzes (gesprach|telefonat)|darf ich ihnen|festpreis)`,
      fr: `
        (qui (s occupe|gere|est responsable)|sans engagement|nos (references|tarifs|services|equipes|consultants)|
        j ai (visite|decouvert|vu) votre site|# minutes de votre|interlocuteur en charge|gratuit* (audit|analyse)|
        audit gratuit)`,
      es: `
        (quien (lleva|se encarga|gestiona|es el responsable)|sin compromiso|nuestros (servicios|clientes|precios|
        profesionales)|he (visto|visitado) su (web|pagina)|# minutos de su|auditoria gratuita|persona encargada|
        le envio|les envio)`,
      it: `
        (chi si occupa|senza impegno|i nostri (servizi|prezzi|clienti)|ho (visto|visitato) il vostro sito|
        analisi gratuita|# minuti del suo|persona responsabile)`,
      nl: `
        (wie (is verantwoordelijk|regelt|gaat over)|vrijblijvend*|onze (diensten|tarieven|referenties|
        specialisten)|ik (zag|kwam) .. (website|site)|gratis (scan|analyse|proefweek))`,
      pt: `
        (quem (cuida|e responsavel|gerencia)|sem compromisso|nossos (servicos|clientes|precos)|(vi|
        visitei) o site|analise gratuita|# minutos do seu|pessoa responsavel)`,
    },
  },
];
