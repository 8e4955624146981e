import type { Concept } from './concept.ts';

/** Who is no buyer: partners, job seekers, the curious. */
export const OTHERS: readonly Concept[] = [
  {
    id: 'partner',
    intent: { partnership: 1.3 },
    phrases: {
      en: `
        (partnership|partnerships|partnering|reseller|resellers|resell|reselling|affiliate|affiliates|distributor|
        distributors|distributorship|co market*|comarketing|co sell|co selling|co brand*|white label*|whitelabel|
        integrator|integrators|var|msp program*);
        (partner|partners) (program|programme|with|up|portal|manager|team|tier|directory|scheme|network|agreement|
        opportunity|opportunities|page|status|enquir*|inquir*|channel|level|application);
        (become|becoming|as|be|channel|technology|tech|integration|solution|implementation|consulting|referral|
        agency|certified|official|strategic|delivery|silver|gold|local|preferred) (a|an|your)? .. partner*;
        (referral|commission|kickback|finders|introducer) (program|programme|scheme|fee|fees|agreement|deal|
        arrangement|model|structure);
        (joint|together|co host*|cohost*) .. (webinar|venture|event|offering|proposition|customers|campaign|content);
        webinar together;
        (refer|recommend|introduce|sell|implement|offer|bundle|roll) (you|your|your product|it|this|clients|
        customers|our clients|our customers|people|business) (to|with|your|as|alongside) (our|us|clients|
        customers|you|members|part|others|my)?; (list|listed|listing) .. (marketplace|directory|app store);
        (build|built|building|publish) (an|a|the|our) .. (integration|connector|plugin|app) .. (for|with|on|into|
        between) (you|your|our); (revenue|rev|profit) share; sell your (product|software|platform|solution);
        represent you in; (collaborat*|cooperation|co operation|team up|join forces|cross promot*|cross sell*);
        split (the)? (leads|revenue); train* (partners|and certify); introducer*;
        introduc* (them|you|your|my|our|clients|customers); (your|my|our|a) channel; as a channel;
        channel (partner|sales|team|programme|program|manager|conflict);
        (native|joint|certified|official) (connection|integration|connector);
        partner (sandbox|agreement|account|discount|margin|pricing|deal|registration);
        (listing|listed|list us|be listed) (in|on) your;
        (add|adding|include|bundle) .. (to|in|with) (the|our) (bundle|offering|portfolio|catalogue|range|stack|
        package);
        (my|our|several of our|many of our|some of our|some of my) (clients|customers) (should|could|
        would|want|need|ask|have asked|keep asking|are asking|are looking); recommending each other;
        deal registration; registered partner; kickback*; get a cut; take a (cut|margin|percentage);
        margin (for|on) (partners|resale); on behalf of (our|my) clients; put you in front of;
        (our|your) audiences; cobrand*; run a webinar; (alliance|alliances) (person|manager|team|lead)?;
        subcontract*; (name|include|list) you as;
        (bid|bidding|tender|tendering) (with|without|alongside|together with) you;
        (yours|you) (isnt|arent|is not|are not) listed;
        (marketplace|directory) (for|of) .. (apps|tools|software|vendors); listing (costs|is) (nothing|free);
        deep link; exclusiv* (territory|rights|distribution|for); do a webinar;
        guest on (our|your) (podcast|webinar); (sell|offer|supply) it to our (clients|customers|members);
        hackathon; ecosystem`,
      de: `
        (partnerschaft*|partnerprogramm*|vertriebspartner*|reseller*|wiederverkauf*|affiliate*|kooperation*|
        kooperier*|empfehlungsprovision|provision*|integrationspartner*|implementierungspartner*|systemhaus|
        partner werden|partnervertrag|zusammenarbeit|white label); als partner`,
      fr: `
        (partenariat*|devenir partenaire|partenaires (commerci*|integrat*|technolog*)|programme (de)? partenaire*|
        revendeur*|revendre|distributeur*|affiliation|affilie|apporteur* d affaires|apport d affaires|commissions|
        une commission|integrateur*|integrer votre .. a (nos|notre)|collaboration|marque blanche|co marketing)`,
      es: `
        (ser partner|partners|partnership|distribuir|canales|en exclusiva|representamos|colaboracion*|colaborar|
        revendedor*|revender|distribuidor*|afiliad*|comision*|integrador*|socio comercial|alianza*|
        programa de socios|marca blanca)`,
      it: `
        (partnership|diventare partner|vostro partner|vostri partner|rivenditor*|rivendere|distributor*|
        affiliazion*|provvigion*|integrator*|collaborazion*|collaborare|segnalator*)`,
      nl: `
        (partnerschap|partnerprogramma|partner worden|reseller*|wederverkop*|doorverkop*|affiliate*|samenwerk*|
        commissie|implementatiepartner|integratiepartner|als partner)`,
      pt: `
        (parceria*|parceiro*|revenda|revender|revendedor*|distribuidor*|afiliad*|comissao|comissoes|integrador*|
        colaboracao|indicacao|programa de parceiros)`,
    },
  },
  {
    id: 'partner_hint',
    intent: { partnership: 0.5 },
    phrases: {
      en: `
        (our|my) (clients|customers|members|audience|readers|subscribers|followers) (ask|asks|asking|keep|need|
        want|often|could|would|are|use|regularly|who);
        (consultancy|consultants|implementation|agency|accountants|bookkeepers) (and|we|with|that|specialis*|
        specializ*|implement*); we (implement|recommend|advise|resell|build|train); mutual*; synerg*; commission;
        audiences overlap; our marketplace; (your|our) (marketplace|app store)`,
      de: `(unsere kunden|unseren kunden|beratungshaus|agentur)`,
      fr: `(nos clients|cabinet de conseil|agence)`,
      es: `(nuestros clientes|consultora|agencia)`,
      it: `(i nostri clienti|nostri clienti|consulenza|agenzia)`,
      nl: `(onze klanten|adviesbureau|bureau)`,
      pt: `(nossos clientes|consultoria|agencia)`,
    },
  },
  {
    id: 'wants_a_job',
    // Who looks for work is no customer in trouble and no buyer.
    intent: { careers: 1.4, technical_support: -0.8, demo_request: -0.3, product_question: -0.5 },
    phrases: {
      en: `
        (jobs|vacancy|vacancies|a job|any job|for a job|my job search|job at|internship*|apprentic*|cv|
        curriculum vitae|resume|cover letter|careers|career (page|site|opportunit*|change)|job (opening*|
        application|advert*|posting|seeker)|job hunt*);
        (are|r|do|is) (you|u|your company|there|the company) .. (hiring|hire|recruiting|recruit|vacanc*|openings|
        positions);
        (open|any|available|suitable|current|junior|senior|entry level|graduate|advertised|remote|part time|
        summer) (position|positions|role|roles|opening|openings|vacancies|placement|opportunities);
        (apply|applying|applied|application) (for|to|as|at) .. (role|position|job|post|vacancy|opening|internship|
        posting|team|scheme|advert|analyst|engineer|developer|manager|assistant|placement);
        (my application|the interview|job interview|interview (process|stage|notes|feedback|round|rounds)|(three|
        four|two|five|final|second|first) (interview|interviews)|your recruiter|hiring manager|notice period|
        salary expectation*|take home (task|test|assignment)|work (for|with) (you|your company) (as|in|and)?|
        join your (team|company)|work experience|work placement|seeking (a|an)? .. (role|position|opportunity|job|
        employment)|looking for (a|an|my|my first|new|any)? (new|next|first|junior|entry level|part time|
        full time|remote|summer|suitable|permanent)? (job|role|position|employment|internship|work|placement|
        opportunity|traineeship)|contract work|(a|any|suitable) role (in|at|on|with) your|returning to work|
        back to work after|back into work|like to work (for|with|at) you|love to work (for|with|at)|work for you|
        work for your company|hire (me|someone like me|people like me)|take (me|someone) on|who reads (cvs|
        applications)|years of experience as (a|an)|(mid|early|senior) career|career (break|changer|changing)|
        redundan*|made redundant|between jobs|currently (unemployed|employed as)|relocat*|visa sponsorship|
        right to work|fresher|final year student|recent graduate|freshly graduated|trainee|traineeship|
        unsolicited application|talent pool|freelance (writer|copywriter|designer|developer|translator|consultant|
        b2b)|as a contractor|i am available|im available|can join immediately|willing to relocate|
        ready to relocate|employment);
        (do you|u|you) (take|hire|accept|employ|sponsor) (on)? (interns|juniors|students|graduates|freelancers|
        trainees|apprentices|visas|visa)`,
      de: `
        (bewerb*|stelle|stellen|stellenangebot*|stellenanzeige|praktikum|praktika|ein job|einen job|ausbildung|
        ausbildungsplatz|werkstudent*|lebenslauf|freie stelle*|arbeitsplatz|initiativbewerbung|
        vorstellungsgesprach|quereinstieg|freiberuf*|arbeiten bei|bei euch arbeiten|berufseinsteiger*|karriere)`,
      fr: `
        (emploi|candidature|postuler|un stage|de stage|stage (de|en|dans|chez)|stagiaire|alternance|alternant|(un|
        le|ce|au) poste (de|d|en|a pourvoir)?|lettre de motivation|recrut*|embauch*|offre d emploi|un job|
        travailler (chez|pour|avec) vous|apprentissage)`,
      es: `
        (empleo|trabajo para|puesto|puestos|vacante*|curriculum|cv|practicas|becari*|trabajar con (vosotros|
        ustedes)|trabajar en|busco trabajo|oferta de (empleo|trabajo)|candidatura|primer trabajo|primer empleo|
        contratando|contratais|autonomo)`,
      it: `
        (lavoro per|lavorare|posizion* apert*|posizioni|tirocinio|uno stage|stage (presso|da|in)|curriculum|cv|
        candidatura|candidarmi|assum*|assunzion*|offerta di lavoro|cerco lavoro|cercate personale|cercate (un|una|
        persone|collaboratori)|colloquio di lavoro|apprendistato)`,
      nl: `
        (vacature*|sollicit*|een stage|stageplek|stageplaats|baan|cv|werken bij|bijbaan|functie open|
        open functie*|motivatiebrief|zzp|traineeship|afstudeerstage|in dienst)`,
      pt: `
        (vaga|vagas|emprego|estagio|curriculo|cv|trabalhar com voces|trabalhar na|candidat* (a|para)|contratando|
        processo seletivo|recrutamento|oportunidade de (trabalho|emprego)|jovem aprendiz|primeiro emprego)`,
    },
  },
  {
    id: 'wants_to_learn_here',
    // A student who asks for a place is looking for work, not for facts.
    intent: { careers: 1, research: -1 },
    phrases: {
      en: `
        (do you|you|can i|could i|to|would love to|like to|hoping to) (do|offer|have|take|apply|find|get|complete|
        start) .. (internship*|traineeship*|apprenticeship*|work placement*|work experience)`,
      de: `(bieten sie|mochte|suche|wurde gerne) .. (praktikum|praktika|praktikumsplatz|werkstudentenstelle)`,
      fr: `(cherche|recherche|souhaite|proposez vous|faire) .. (stage|alternance|apprentissage)`,
      es: `(busco|ofrecen|quisiera|hacer) .. (practicas|pasantia|beca)`,
    },
  },
  {
    id: 'studies_or_reports',
    intent: { research: 1.3, product_question: -0.6, demo_request: -0.6, careers: -0.4 },
    phrases: {
      en: `
        (thesis|dissertation|coursework|homework|(my|an|our) assignment|school project|university project|
        class project|group project|essay|case study for|my (course|class|studies|degree|phd|masters|master|
        professor|teacher|lecturer|students|module)|i teach|for (class|school|uni|university|college)|(doctoral|
        undergraduate|postgraduate|graduate|exchange) student|anonymous survey|minute .. survey|ethics approval|
        participants|for (a|my|our) (seminar|lecture|school|lesson|lab|research)|when .. company was founded|
        student (at|in|of|from|project|writing|doing|researching|working)|a student|students (of|at|are|in)|
        (bachelor|bachelors|master|masters|phd|doctoral|mba) (student|students|thesis|degree|research|programme|
        program|dissertation)|academic (research|paper|study|purposes)|research (paper|project|study|purposes|
        interview|survey|participants)|market research|phd|professor|lecturer|survey (for|on|about|of)|
        questionnaire for (my|our|a) (study|thesis|research|class|project));
        (journalist|reporter|editor|columnist|blogger|correspondent|freelance writer|press (enquiry|inquiry|
        office|kit|request|contact|release|pack|deadline)|for (a|an|my|our) .. (article|story|feature|podcast|
        newsletter|book|report|blog)|(writing|write|wrote) .. (article|piece|story|feature|book|blog|report|about|
        on)|on the record|on background|comment (from|on|for)|media (enquiry|inquiry|request)|quote for (an|a|
        my) (article|story)|analyst (briefing|report|at|firm)|industry report|market report|magic quadrant|
        vendor landscape); public (numbers|figures|data)`,
      de: `
        (bachelorarbeit|masterarbeit|abschlussarbeit|hausarbeit|seminararbeit|facharbeit|doktorarbeit|
        dissertation|studienarbeit|studienprojekt|schulprojekt|referat|studie uber|umfrage|studierende|student|
        studentin|journalist*|redaktion|redakteur*|fachzeitschrift|artikel (uber|schreiben)|presseanfrage|
        pressekontakt|forschung*|universitat)`,
      fr: `
        (memoire|ma these|une these|these (de|sur)|expose sur|etudiant|etudiante|etudiants|projet (scolaire|
        d etudes|etudiant)|travaux de recherche|recherche universitaire|universite|journaliste|redaction|
        article (sur|pour)|enquete|sondage|presse|culture personnelle|cours de)`,
      es: `
        (tesis|tfg|tfm|trabajo de (fin|clase|investigacion|universidad)|estudiante|estudiantes|proyecto (escolar|
        universitario|de clase)|universidad|periodista|redaccion|articulo (sobre|para)|encuesta|investigacion|
        prensa|reportaje)`,
      it: `
        (tesi|studente|studentessa|studenti|progetto (scolastico|universitario)|universita|giornalista|redazione|
        articolo (su|per)|sondaggio|ricerca (per|su|di|universitaria)|stampa|curiosita)`,
      nl: `
        (scriptie|thesis|afstudeeronderzoek|student|studente|studenten|schoolproject|werkstuk|profielwerkstuk|
        universiteit|hogeschool|journalist|redactie|artikel (over|voor)|enquete|onderzoek (naar|voor)|pers)`,
      pt: `
        (tcc|tese|dissertacao|monografia|estudante|estudantes|projeto (escolar|da faculdade|academico)|faculdade|
        universidade|jornalista|redacao|materia (sobre|para)|pesquisa (academica|para|sobre|de mercado)|imprensa|
        trabalho (da faculdade|academico|escolar))`,
    },
  },
  {
    id: 'only_material',
    intent: { research: 1 },
    stage: { awareness: 1 },
    phrases: {
      en: `
        (white paper|whitepaper|white papers|ebook|e book|the pdf|pdf (of|version|copy|checklist|guide)|(your|the|
        that|free) (checklist|guide|template|templates|report|study|calculator|worksheet|playbook|toolkit)|
        infographic|buyers guide|webinar recording|recording of (the|your|last)|the recording|slide deck|
        the slides|download (the|your|a|link)|benchmark report|one pager)`,
      de: `
        (whitepaper|e book|ebook|leitfaden|checkliste|broschure|(ihren|euren|den) newsletter|zum download|das pdf|
        als pdf|vorlage|aufzeichnung|infomaterial|ratgeber)`,
      fr: `
        (livre blanc|(le|votre|un) guide|votre (brochure|newsletter)|la brochure|telecharger le|le pdf|en pdf|
        modele|replay|documentation commerciale|etude de cas|infographie)`,
      es: `
        (libro blanco|guia|ebook|folleto|boletin|el pdf|en pdf|plantilla|descargar (la|el)|grabacion|infografia)`,
      it: `
        (white paper|guida|ebook|la brochure|la newsletter|il pdf|in pdf|modello|scaricare (la|il)|registrazione|
        materiale informativo)`,
      nl: `
        (whitepaper|gids|e book|ebook|(de|jullie|een) (brochure|checklist|pdf)|nieuwsbrief|sjabloon|opname|
        downloaden van)`,
      pt: `(white paper|guia|ebook|e book|folheto|o pdf|em pdf|modelo|baixar (o|a)|gravacao|material|planilha)`,
    },
  },
  {
    id: 'only_looking',
    intent: { research: 0.9 },
    stage: { awareness: 1 },
    urgency: { low: 1 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (just|only|merely|simply) (browsing|looking|looking around|curious|exploring|having a look|having a nose|
        nosing|reading|learning|wondering|researching|gathering|window shopping|poking|getting a feel|
        interested to learn|seeing what); (out of|pure|idle|sheer|my own|personal) (curiosity|interest|education);
        (not|no) (in the market|plans to buy|intention of|intention to|plan to buy|looking to buy|going to buy|
        budget no|buying|a buyer|ready to buy|here to buy|planning to buy); (im|i am) (just)? curious;
        (no|without) (purchase|buying) (intent|intention|plans|decision);
        learn (more)? about (the)? (topic|market|space|industry|subject); heard (about|of) you;
        professional curiosity; (we|i) (make|build|sell|do) (something|a) (similar|competing|comparable);
        are you planning (anything|a|to (enter|launch|open));
        how many (people|employees|customers|users|engineers) (do you|does your|have you|are there|work);
        (who are|who is) your (investors|founders|owner|biggest|largest|customers|competitors);
        your (funding|revenue|headcount|turnover|valuation|market share);
        what (do you|does your company|do you guys|is it you|exactly do you|does this) (do|actually do|make|sell)`,
      de: `
        (nur|einfach|bloss|erst mal) (mal)? (schauen|umschauen|informieren|neugierig|stobern|umsehen|orientieren|
        gucken); aus (neugier|interesse); kein (kaufinteresse|bedarf|konkretes)`,
      fr: `
        (juste|simplement|seulement) .. (regarder|curieux|curieuse|renseigne|recevoir|curiosite|jeter un);
        par curiosite; je me renseigne; aucun (projet|achat|besoin)`,
      es: `
        (solo|simplemente) .. (mirando|miro|curiosidad|informarme|mirar|curioso|echar un vistazo|recibir);
        por curiosidad; no (busco|vamos a|pienso) comprar`,
      it: `
        (solo|semplicemente) .. (curiosita|curiosando|guardando|informarmi|dare un|curioso); per curiosita;
        non (intendo|intendiamo|devo) (acquistare|comprare)`,
      nl: `
        (alleen|gewoon|slechts) .. (kijken|rondkijken|nieuwsgierig|orienteren|orienterend|informatie);
        uit (nieuwsgierigheid|interesse); orienter*`,
      pt: `
        (so|apenas|somente) .. (olhando|curiosidade|pesquisando|dando uma|conhecendo|curioso|querendo saber);
        por curiosidade; (comecando|comecar) a pesquisar`,
    },
  },
];
