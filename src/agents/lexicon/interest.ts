import type { Concept } from './concept.ts';

/** A buyer wants to see the product, to talk, or to know whether it fits. */
export const INTEREST: readonly Concept[] = [
  {
    id: 'asks_demo',
    intent: { demo_request: 1.2 },
    stage: { evaluation: 0.5 },
    phrases: {
      en: `
        (demo|demos|demonstration|demonstrate); walk (me|us|our|the|them) .. through;
        (walkthrough|walk through|product tour|guided tour|test drive|testdrive|showcase);
        (tour|look|peek|glimpse|squiz|gander|nose) (of|at|round|around) (the|your|it|that|this|how);
        (short|quick|guided|virtual|online|live|proper|brief) (tour|look|walk|presentation|demo|intro|introduction);
        show (me|us|our|them|it|the) .. (how|what|it|around|through|the|your|product|platform|system|works)?;
        see (it|this|that|the|your|how|what) .. (in action|live|working|work|works|running|first hand|in use|
        for real|on screen|dashboards); in action;
        (try|trial|test|pilot) (it|out|your|the|this|run|account|access|period|version|with); free trial;
        (a|your|extend|start|set up|run a|small|paid) (trial|pilot);
        (run|do|start|arrange|set up) .. (poc|proof of concept); (clicks|click) through; sandbox (access|account);
        hands on; present (the|your|it|to us)`,
      de: `
        (demo|demos|vorfuhr*|vorstell*|produktvorstellung|probezugang|testzugang|testphase|testversion|
        prasentation|prasentieren|webdemo); (zeigen|zeigt|zeig|vorfuhren) .. (sie|ihr|uns|mir|wie);
        (uns|mir|mal|live) (zeigen|ansehen|anschauen|vorfuhren); (ansehen|anschauen|anzusehen|anzuschauen);
        (testen|ausprobieren); kostenlos testen; live (sehen|erleben)`,
      fr: `
        (demo|demos|demonstration|presentation|essai|essayer|tester (votre|le|la|l|ce|cette|cet)|periode d essai|
        version d essai);
        (voir|montrer|montrez|presenter|decouvrir) .. (outil|logiciel|solution|produit|plateforme|fonctionne|
        comment|nous|application); (nous|me) (montrer|presenter)`,
      es: `
        (demo|demos|demostracion|presentacion|prueba|probar|prueba gratuita|periodo de prueba);
        (ver|ensenar|ensenarnos|mostrar|mostrarnos|conocer) .. (funciona|herramienta|programa|plataforma|producto|
        como|sistema|aplicacion)`,
      it: `
        (demo|dimostrazione|presentazione|prova|provare|prova gratuita|periodo di prova);
        (vedere|mostrare|mostrarci|mostrarmi|far vedere|farci vedere) .. (funziona|prodotto|piattaforma|come|
        software|programma|gestionale)`,
      nl: `
        (demo|demonstratie|presentatie|rondleiding|proefperiode|proefaccount|uitproberen|proberen|testen|
        proefversie); (laten zien|zien hoe|laat .. zien|bekijken|in actie)`,
      pt: `
        (demo|demonstracao|apresentacao|teste gratis|teste gratuito|testar|experimentar|periodo de teste);
        (ver|mostrar|conhecer|apresentar) .. (funciona|funcionando|ferramenta|plataforma|produto|como|sistema|
        solucao)`,
    },
  },
  {
    id: 'asks_conversation',
    intent: { demo_request: 1 },
    stage: { evaluation: 0.3 },
    phrases: {
      en: `
        (book|schedule|arrange|set up|setup|organise|organize|have|jump on|hop on|get on|like|want|request|
        requesting|fix|pencil|plan|confirm|reschedule) (in)? (a|an|some|the|our|my|me in for a|another) (quick|
        short|brief|intro|introductory|discovery|first|sales|video|phone|zoom|teams|# minute|# min)? (call|
        meeting|chat|conversation|appointment|slot|time|session|visit|callback|call back|consultation|discovery);
        (call|ring|phone|telephone|contact) (me|us) (back|asap|today|tomorrow|on|at|please|now|when|this|next|
        about|to|regarding|after|before|in|any|between|re|for|urgently);
        (please|could someone|can someone|can you|could you|someone|somebody|would someone|anyone|a sales rep|rep|
        to) (please)? (call|ring|phone|contact) (me|us); give (me|us) a (call|ring|bell|buzz);
        (speak|talk|chat|meet|discuss) (to|with|directly with|directly to) (someone|somebody|a|an|one|your|sales|
        the|you|a real|real|anyone|whoever);
        who (do|can|should|could) (i|we) (talk|speak|contact|call|ask|get in touch);
        (sales|account) (contact|rep|person|representative|executive|exec|consultant) (please|to|for|in|contact|
        call|who)?; talk to sales; contact sales; call back; callback;
        (book|booked|scheduled) .. (meeting|call|slot|demo);
        interested (in|please|to|and|who|can|we|how)? (your|the|this|learning|buying|seeing|using|getting|
        purchasing|product|solution|software|platform|talk|who); get started;
        (like|want|looking|ready) to (buy|purchase|sign up|order|get going|get started|see|meet|move forward|
        proceed); (come|visit) (to|us|our|out|by|round|over); sales call;
        (join|sit in on|attend) .. (webinar|demo|session|demo day); demo (day|days);
        grab a (slot|time|call|coffee|minute); face to face;
        (wed|we would|id|i would|we|i) (like|want|love|need|want|prefer) to (see|look at|watch|view|have a look|
        take a look|understand how|meet|hear|speak|talk); want to see; would love to see;
        keen to (see|have|try|meet|talk);
        what (we|i) (want|would want|wed want|need|wed like) to (see|look at) minutes (with|on|this|next|tomorrow);
        # minute (session|call|slot|demo|walkthrough|chat|overview|meeting);
        (a|an|short|quick|minute|intro|joint) session; (share|shared|sharing) (a|your|the|his|her|their)? screen;
        screen share; in the diary; put .. (in the diary|on the calendar);
        (mornings|afternoons|evenings|arvos|@day|tuesdays|thursdays|most mornings|any morning|any afternoon) (are|
        is|suit|suits|works|work|would suit|best|or @day|at #|afternoon|morning);
        (free|available) (on|most|any|this|next|all|between|after|before) (@day|mornings|afternoons|morning|
        afternoon|week|day|#);
        (can|could|will) (you|somebody|someone|your team) (do|make|come|join|visit|present|meet);
        (who|whos) coming;
        (someone|somebody|one of your people|a person|a human|a real person) (to|who|can|could|would|from your|
        from sales|please|on your)`,
      de: `
        (ruckruf|zuruckrufen|rufen sie|ruft .. an|anrufen|angerufen|beratungsgesprach|beratung|termin|
        erstgesprach|kennenlernen|gesprach|telefonat|telefontermin|ansprechpartner*);
        (melden sie sich|meldet euch|bitte um kontakt*);
        (mit jemandem|mit ihnen|mit euch|mit dem vertrieb) (sprechen|reden|telefonieren); interesse (an|am)`,
      fr: `
        (rappeler|rappelez|rappel|appelez|rendez vous|rdv|entretien|etre rappele*|etre contacte*|recontacte*|
        recontacter|prendre contact|contactez); (parler|echanger|discuter) (avec|a);
        (un commercial|conseiller|interlocuteur); interesse* par`,
      es: `
        (llamad*|llamar|llamen|llameis|llamarme|llamarnos|llamada|reunion|cita|videollamada|contactar|contactarme|
        agendar|agenda); (hablar|reunirnos|conversar) con; (un comercial|asesor|vendedor);
        (me|nos|estoy|estamos) interesa*; interesad* en`,
      it: `
        (richiamat*|chiamat*|chiamare|chiamarci|chiamarmi|appuntamento|incontro|contattat*|contattare|contattarci|
        videochiamata|fissare|essere ricontatt*); (parlare|sentirci|confrontarci) con;
        (un commerciale|consulente|referente); interessat* a`,
      nl: `
        (terugbellen|bellen|bel|gebeld|afspraak|gesprek|contact opnemen|contact met|kennismak*|inplannen|
        belafspraak|adviesgesprek); (praten|spreken) met; (verkoper|accountmanager|adviseur); interesse in;
        geinteresseerd`,
      pt: `
        (ligar|liguem|ligacao|ligue|reuniao|agendar|marcar|contato|conversar|contactar|retorno|chamada); falar com;
        (um vendedor|consultor|comercial|especialista); (tenho|temos) interesse; interessad* em`,
    },
  },
  {
    id: 'asks_fit',
    intent: { product_question: 1 },
    stage: { evaluation: 0.4 },
    phrases: {
      en: `
        (does|do|will|would|can|could|is|are|has|have) (it|this|that|your|you|the|there|we|i|one|they|users|
        admins|customers|an admin|our) .. (support|supports|work|works|integrate|integrates|handle|handles|
        connect|connects|export|import|sync|syncs|allow|offer|offers|include|included|cover|run|runs|talk|
        possible|able|available|compatible|compliant|certified|accessible|hosted|stored|scale|cope|deal|manage|
        provide|have|restrict|restricted|configure|configured|customise|customize|customised|customized|installed|
        install|embed|set|automate|automatically|track|read|speak|translate|share|limit|migrate|survive|keep|send|
        take|print|scan|use|accept|store|process|processed|change|enforced|enforce|move|go|see|add|get|do|
        understand|replace|separate|report|assign|show|built);
        (works|work|integrate|integrates|integration|integrations|compatible|connect|connects|sync|syncs|play|
        plays|talks|talk) (well|nicely)? (with|to|into|alongside); works (offline|without|on|in|for|with);
        (integrat*|compatib*|connector|connectors|plugin|plug in|webhook|webhooks|rest api|api|apis|sdk|
        zapier) (available|for|docs|documentation|support|exist|limits|with|to|schema|payload|public|access)?;
        (sso|saml|scim|okta|azure ad|entra|ldap|single sign on);
        (on premise|on premises|on prem|self host*|self hosted|our own servers|private cloud);
        (feature|features|functionality|capabilities|roadmap|specs|specification*|use case|documentation|docs|
        limits|limitations);
        (migrat*|import our|bring over|come over from|move over|moving from|switching from|switch from|
        coming from|replace our|replacing);
        (how|what) (does|do|is|about|are|happens|long|many|would|exactly) (it|your|the|you|this|to|migration|does|
        long|languages|users|if|when|a|an|implementation|onboarding|setup|offline|your)?;
        (is|are|would) .. (meant|suitable|suited|right|aimed|intended|designed|made|any good|overkill|too big|
        too small|a fit|a good fit) for;
        (which|what) (languages|browsers|platforms|integrations|countries|devices|formats|currencies|erp|systems|
        crms|file|payment|versions|kind|type|cloud|region|data);
        (confirm|tell me|tell us|know|wondering|wonder|curious|check|ask|clarify|explain|whether) (whether|if|how|
        which) (it|you|your|the|this|we|that|there|i);
        (four|three|two|five|few|couple of|some|following|several|one|quick|technical|specific|
        another) (more)? (technical|specific|quick|short|detailed)? (question|questions|things|points|
        requirements|answers);
        (must|has to|have to|needs to) (be|open|run|work|support|sit|have|live|stay|integrate|read|handle|come|
        print|pass);
        (looking for|finding|find|need|needs|evaluating|after) (a|an)? (replacement|system|tool|platform|solution|
        software|product|way to);
        (can|could) (a|an|the|one|two|several|managers|staff|different|our|parts|it|we|i|you);
        is there (a|an|any|some) (way|app|mobile|limit|api|option|version|integration|export|offline|plugin|
        public|connector|audit); (mac|windows|linux|android|ios|iphone|ipad|offline|mobile app)`,
      de: `
        (unterstutz*|integrier*|integration|schnittstelle*|kompatibel|anbind*|anbinden|konnektor*|
        funktionier* .. mit|lauft .. auf|auslesen|exportieren|importieren);
        (kann|konnen|gibt|ist|lasst|lassen|bietet|hat|sind|lauft|arbeitet|erfullt) (es|man|ihr|ihre|sie|das|die|
        der|ihr|euer|eure|sich|euch|bei ihnen|damit) .. (eine|einen|ein|auch|mit|moglich|auf|fur|in|bei|bereits|
        mehrere|oder)?;
        (funktion*|datenschutz|dsgvo|avv|serverstandort|hosting|gehostet|eigenen server*|eigene server|umstieg|
        umstellung|migration|wechsel|wechseln|datenubernahme|mandantenfahig)`,
      fr: `
        (est ce que|peut on|peut il|peut elle|est il|est elle|existe t|y a t|avez vous|gerez vous|proposez vous|
        supporte|permet|s integre|prend* en charge|compatible|integration|connecteur|api|interface* avec);
        (fonctionne|marche) (t il)? (avec|sur|sans|hors);
        (fonctionnalit*|rgpd|heberge*|hebergement|migration|migrer|reprendre|reprise|importer|exporter|hors ligne)`,
      es: `
        (se puede|es posible|permite|integra|integracion|integrarse|compatible|soporta|soportan|conecta|conectar|
        api|funciona con|tienen|teneis|tiene|admite|incluye|cumple|cumplen|puede|pueden|existe) .. (con|el|la|app|
        varios|los|en|un|una|para|idioma)?;
        (funcionalidad*|rgpd|migracion|migrar|aloja|alojan|alojad*|servidores|importar|exportar|sin conexion|funciona sin)`,
      it: `
        (si puo|e possibile|permette|integra|integrazione|si integra|compatibile|supporta|supportate|collegare|
        api|funziona con|avete|gestisce|gestite|esiste|prevede|consente);
        (funzionalit*|gdpr|migrazione|migrare|ospitat*|server|importare|esportare|offline)`,
      nl: `
        (ondersteun*|integr*|koppeling*|koppelen|compatibel|api|werkt .. met|kan .. (het|ik|je|men|dit|jullie|
        een)|kunnen .. (we|wij|jullie)|is .. mogelijk|hebben jullie|bieden jullie|is er een);
        (functie*|avg|gehost|hosting|migratie|migreren|overstap*|overzetten|importeren|exporteren)`,
      pt: `
        (da para|e possivel|permite|integra|integracao|se integra|compativel|suporta|conecta|conectar|api|
        funciona com|voces (tem|atendem|oferecem|possuem|suportam|trabalham)|tem (como|integracao|app|aplicativo|
        versao|api)|emite|existe);
        (funcionalidade*|recurso|recursos|lgpd|migracao|migrar|hospedad*|servidor*|importar|exportar|offline)`,
    },
  },
  {
    id: 'security_questions',
    intent: { product_question: 0.9 },
    flag: 'security_review',
    stage: { evaluation: 0.3 },
    phrases: {
      en: `
        (soc 2|soc2|soc ii|iso 27001|iso27001|27001|27018|27701|hipaa|fedramp|pci dss|cyber essentials|tisax|c5|
        hds|pen test|pentest|penetration test*|pen tests);
        (security|infosec|risk) (questionnaire|review|assessment|team|documentation|whitepaper|audit|form|officer|
        policy|posture|certif*);
        (data|stored|store|hosted|host) (residency|sovereignty|location|centre|center|centers|centres);
        (where) .. (data|records|information) .. (stored|hosted|held|kept|live|lives|located|reside|resides|sit|
        sits|processed);
        (stored|hosted|processed|held|remain|remains|stays|kept|leave|leaves) .. (in the eu|in europe|in germany|
        in the uk|outside the|in canada|in australia|in switzerland|united kingdom|eu|our country);
        (encrypt*|encryption at rest|sig lite|caiq|vendor risk|subprocessor*|sub processor*|audit log*)`,
      de: `
        (iso 27001|27001|bsi|c5|tisax|penetrationstest*|pentest*|sicherheitsfragebogen|informationssicherheit*|
        it sicherheit|sicherheitskonzept|serverstandort|datenstandort|verschlussel*|auftragsverarbeit*|
        zertifizier*); (daten|server) .. (gespeichert|gehostet|liegen|deutschland|eu)`,
      fr: `
        (iso 27001|27001|hds|secnumcloud|anssi|test* d intrusion|pentest|questionnaire (de)? securite|chiffr*|
        localisation des donnees|certifie|certifiee|certifications);
        donnees .. (hebergees|stockees|localisees|sante)`,
      es: `
        (iso 27001|27001|esquema nacional|pentest|prueba* de penetracion|cuestionario de seguridad|cifrad*|
        certificacion*); (aloja|alojan|guardan|almacenan) .. datos; datos .. (aloja|alojan|alojad*|almacenad*|guardan|europa|residen)`,
      it: `
        (iso 27001|27001|agid|penetration test|questionario di sicurezza|cifratur*|crittografi*|certificazion*);
        dati .. (ospitati|conservati|salvati|europa|risiedono)`,
      nl: `
        (iso 27001|27001|nen 7510|nen7510|pentest*|penetratietest|beveiligingsvragenlijst|versleutel*|
        certificering*); (gegevens|data) .. (opgeslagen|gehost|staan|europa|eu)`,
      pt: `
        (iso 27001|27001|pentest|teste* de intrusao|questionario de seguranca|criptograf*|certificacao|
        certificacoes); dados .. (armazenad*|hospedad*|ficam|brasil)`,
    },
  },
  {
    id: 'compares',
    intent: { product_question: 0.5 },
    stage: { evaluation: 0.5 },
    flag: 'competitor_evaluation',
    phrases: {
      en: `
        (compare|compares|compared|comparing|comparison|versus|vs) .. (to|with|you|your|us|other|others|against|
        hubspot|salesforce|zendesk|us)?;
        (competitor|competitors|competing|other vendor|other vendors|other provider|other providers|
        other suppliers|alternative|alternatives|rival|rivals|finalist|finalists|shortlist*|short list*);
        (moving|switching|migrating|coming|come|move|switch|migrate|over|away) (over|away)? from;
        (currently|already|still|today|now) (on|use|using|with|run|running) (a different|another|a competing|
        hubspot|salesforce|zendesk|freshdesk|intercom|pipedrive|jira|asana|monday|odoo|sap|sage|xero|netsuite|
        dynamics|servicenow|zoho|trello|notion|workday|bamboohr);
        (replace|replacing|unhappy with|leaving|ditch*|fed up with|outgrown|instead of) .. (our|current|existing|
        hubspot|salesforce|zendesk|freshdesk|intercom|pipedrive|jira|asana|odoo|sap|sage|netsuite|dynamics|
        servicenow|zoho|vendor|system|supplier|provider|tool);
        (zendesk|freshdesk|intercom|pipedrive|salesforce|asana|trello|odoo|zoho|servicenow|freshworks|clickup|
        smartsheet|bamboohr|personio);
        (different|another|existing|incumbent|current|previous) (product|vendor|supplier|provider|tool|system|
        platform); (also|and) (looking at|talking to|considering|evaluating|speaking);
        (differ|different|differs|stack up|measure up) (from|against|to);
        (two|three|four|several|other|few) (other)? (offers|quotes|suppliers|vendors|providers|tools|products|
        systems|candidates); (your|the other) (competitor|competitors|lot|finalist|rival*);
        (with|to) (somebody|someone) else; ruled (others|some) out; (have|has) come in at;
        trialled (both|two|three|others|another); sign with (somebody|someone)`,
      de: `
        (vergleich*|wettbewerb*|konkurrenz*|alternative zu|alternativen|mitbewerber*|ablosen|ablosung|
        wechseln von|umstieg von|bisherig*|derzeit .. (nutzen|im einsatz)|aktuell .. nutzen)`,
      fr: `
        (compar*|concurren*|alternative a|actuellement .. (utilisons|sous|avec)|utilisons actuellement|remplacer|
        changer de|envisageons de changer|par rapport a)`,
      es: `
        (compar*|competencia|competidor*|alternativa a|actualmente .. (usamos|trabajamos|utilizamos)|sustituir|
        reemplazar|cambiar de|venimos de|frente a|proveedor actual|otros proveedores)`,
      it: `
        (confront*|concorren*|alternativa a|attualmente .. (usiamo|utilizziamo)|sostituire|passare da|rispetto a)`,
      nl: `
        (vergelijk*|concurren*|alternatief voor|momenteel .. (gebruiken|werken)|gebruiken nu|vervangen|
        overstappen van|ten opzichte van)`,
      pt: `
        (compar*|concorren*|alternativa ao|atualmente .. (usamos|utilizamos)|substituir|trocar de|sair do|
        migrar do|em relacao)`,
    },
  },
];
