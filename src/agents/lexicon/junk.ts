import type { Concept } from './concept.ts';

/** Scams and bot text, and orders to a machine that reads along. */
export const JUNK: readonly Concept[] = [
  {
    id: 'scam',
    intent: { spam: 1.5 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (bitcoin|btc|crypto|cryptocurrency|ethereum|usdt|forex|binary options|nft|airdrop|casino|jackpot|
        free spins|poker|betting|sportsbook|viagra|cialis|v1agra|c1alis|pharmacy|pills|kamagra|weight loss|keto|
        porn|xxx|sexy|escort|hot girls|nudes|adult dating|hookup|onlyfans|lottery|sweepstake*|replica watches|
        penis|cbd gummies|essay writing service);
        (next of kin|inheritance|beneficiary|late (client|husband|father)|unclaimed (fund|funds|sum)|
        suspense account|million (usd|dollars|euros|pounds)|usd # million|# million|western union|
        western transfer|moneygram|wire transfer fee|barrister|diplomat|god bless|strict confidential*|overpay|
        money mule|gift card*|prince|widow|consignment);
        (you|your (email|e mail|account|number)) (have|has|were|was|are) (won|been selected|selected|a winner|
        the winner|the lucky|been chosen|randomly); (congratulations|lucky) .. (winner|won|prize|selected|iphone);
        claim (your|the|it|now)? .. (prize|reward|bonus|gift|iphone|winnings|refund|parcel);
        (earn|make|receive|get) .. (daily|per day|a day|per week|weekly|from home|passive|extra) .. (income|home|
        usd|dollars|euros|day|cash)?;
        (passive income|work from home|double your money|guaranteed (returns|profit|profits|income)|get rich|
        financial freedom|investment (platform|opportunity|returns)|high returns|daily profit*|trading (bot|
        signals)|loan approved|instant loan);
        (verify|confirm|update|validate|restore) your (account|password|mailbox|identity|email|bank|wallet|
        billing|payment|details|information|credentials);
        (account|mailbox|password|subscription|domain|webmail|storage) .. (suspended|expire|expires|expired|
        will be (closed|deleted|suspended|deactivated|blocked)|limited|quota full|deactivated);
        (sign in|log in|login) with your .. password; (seed phrase|wallet|private key);
        (click|tap) (here|below|the link|this link|on the link|now);
        (buy|register|act|order|sign up|subscribe|join|order) now; (limited time) (offer|deal|buy)?;
        (no prescription|no perscription|free shipping worldwide|cheap meds|buy followers|# followers|
        instagram followers|telegram (group|channel)|whatsapp (group|me|our|us|only|number|manager));
        (parcel|package|shipment) .. (held|customs|fee|redelivery);
        (my|our) (images|photos|pictures|photographs|work) .. (your website|your site|without permission);
        copyright (infringement|violation|owner|claim); (sue you|see you in court|legal department will);
        download it now; (unsubscribe link|first name|company name|spintax|endif);
        dear (friend|beneficiary|beloved|winner|user); (singles|hot singles|lonely) (near|in|tonight|around);
        (mailbox|mail|webmail|storage|inbox) .. full; (failure|fail) to (verify|confirm|comply|update|act);
        permanent* (deactivat*|suspen*|deletion|delete*|clos*); (log in|login|sign in) here; incoming messages;
        keep your account (active|open); (no sign up|18 plus) .. (adult|girls|singles)?;
        (thank you|thanks) for (share|sharing) (this|great|such|the)?;
        (great|awesome|nice|wonderful|excellent) (blog|post|article|site|website);
        (kindly|please) (reply|respond) (to|with|for) (this|your|my|more details|me) (private|personal|email|
        full name|details)?; (full name|bank details|account number) .. (address|phone|occupation)?;
        (guaranteed|instant) (approval|income|profit|traffic|followers|results|payout);
        (free|cheap) (iphone|gift|gifts|samples of pills|meds|followers|spins);
        (refundable|registration|processing|activation|delivery) (fee|registration|deposit) of;
        (deposit|invest) (only|just|as little as)? #; tax refund;
        (crypto|trading) (expert|platform|broker|account manager);
        (meet|chat with|date) (singles|women|girls|ladies|local)`,
      de: `
        (herzlichen gluckwunsch|ausgewahlt|kostenlos .. (sichern|erhalten)|bitcoin|krypto*|gewonnen|gewinner|
        gewinnspiel|lotterie|casino|erbschaft|passives einkommen|passiven einkommen|schnell reich|potenzmittel|
        sofortkredit|kredit ohne|jetzt registrieren|hier klicken|klicken sie|geld verdienen|nebenbei verdienen|
        geheimnis der|heisse (frauen|girls)|dein konto wird|ihr konto wird|ihr konto wurde|
        zugangsdaten bestatigen)`,
      fr: `
        (felicitations|selectionne* pour|cadeau|bitcoin|crypto*|gagnant|vous avez gagne|loterie|casino|heritage|
        revenus passifs|gagner de l argent|argent facile|pret (rapide|entre particuliers|d argent)|credit sans|
        cliquez ici|cliquez sur|marabout|voyant|retour affectif|viagra|votre compte (sera|a ete)|
        colis (en attente|bloque))`,
      es: `
        (felicidades|seleccionad* para|pagar .. envio|premio|gratis .. (aqui|ahora)|oferta valida|bitcoin|cripto*|
        ganador|has ganado|ha ganado|loteria|casino|herencia|ingresos pasivos|ganar dinero|dinero facil|
        prestamo* (rapido*|sin|urgente)|haz clic|haga clic|clic aqui|viagra|su cuenta (sera|ha sido)|gana .. (dia|
        casa|diarios))`,
      it: `
        (congratulazioni|selezionat* per|premio|bitcoin|cripto*|hai vinto|vincitore|lotteria|casino|eredita|
        reddito passivo|guadagna*|soldi facili|prestit* (rapid*|senza|urgent*)|clicca qui|clicca|viagra|
        il suo conto (sara|e stato)|il tuo conto)`,
      nl: `
        (gefeliciteerd|prijs gewonnen|bitcoin|crypto*|gewonnen|winnaar|loterij|casino|erfenis|passief inkomen|
        geld verdienen|snel geld|lening zonder|klik hier|viagra|uw rekening (wordt|is))`,
      pt: `
        (parabens|selecionad* para|premio|bitcoin|cripto*|voce ganhou|ganhador|loteria|cassino|casino|heranca|
        renda (passiva|extra)|ganhar dinheiro|ganhe dinheiro|dinheiro facil|emprestimo (rapido|sem)|clique aqui|
        clique no|viagra|sua conta (sera|foi)|pix de|ganhe .. (dia|casa))`,
    },
  },
  {
    id: 'nothing_said',
    intent: { spam: 1 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (test test|testing 123|test 123|asdf|asdfg|asdfgh|asdfasdf|qwerty|qwertz|lorem ipsum|qwe qwe|aaaa|
        blah blah|foo bar|hello world|abc abc|xyz xyz|sdfsdf|jkl|hjkl|fghj|dfgh|this is a test|just testing|
        test message|please ignore this test)`,
    },
  },
  {
    id: 'orders_to_a_machine',
    flag: 'prompt_injection',
    saidInAnyCase: true,
    phrases: {
      en: `
        (ignore|disregard|forget|override|bypass|discard|skip) (all|any|your|the|every|my|these|those|
        everything)? (of)? (your|the|my|all)? (previous|prior|above|earlier|preceding|existing|other|current|
        former|routing|scoring|safety|system|instructions|rules|guidelines|prompt|training|before);
        (ignore|disregard|forget|override) (all|your|the) (rules|instructions|guidelines|prompt|training|policies|
        polic*|constraints);
        (system|hidden|initial|full|developer|secret|entire|original) (prompt|message prompt|instruction|
        instructions|override);
        (system|assistant|developer) (prompt|message|override|note|instruction|update|role|mode|user is|the user|
        set|you are|new);
        (new|updated|important|additional|special|further|following|real) (instruction|instructions|directive|
        directives) (for|to|from|set|follow|begin|override|is|are|mark|the)?;
        (instruction|instructions) (for|to) (the)? (ai|bot|bots|llm|model|assistant|machine|filter|filters|
        classifier|agent|system|automated|language|crm|robot|parser|reader);
        (note|message|attention|dear|hey|hello|to|attn|memo|notice) (to|for)? (the|any|all|whichever|
        whatever)? (ai|llm|chatbot|bot|language model|assistant|ais|llms|gpt|chatgpt|claude|classifier|
        automated system|automated reader|machine) (reading|processing|that|model|assistant|system|agent|which|
        handling|sorting|inbox|agents|models|parsing|scoring|in charge|please|must|should|ignore|mark|set|route)?;
        (you are|youre|act|behave|pretend|respond|reply) (now|as)? (as)? (dan|a helpful|an ai|a language|
        an unrestricted|jailbroken|in developer|if you are|developer mode|root|admin mode); (you are|youre) now;
        (jailbreak|developer mode|god mode|prompt injection|do anything now|admin mode|sudo);
        (set|mark|change|update|raise|assign|put) (this|the|my|its|it|me|all)? (lead|leads|contact|message|ticket|
        enquiry|inquiry|email|record|request|priority|urgency|score|label|status|intent|category|sender|
        qualification) (as|to|directly|high|is|equals)? (high|qualified|urgent|vip|p0|p1|critical|100|max|maximum|
        top|ceo|approved|hot|the ceo|verified|demo|enterprise|trusted|not spam|safe|highest);
        (label|classify|categorise|categorize|tag|score|rate|treat|flag|rank) (this|me|it|the|my|us) .. (as|with|
        at) .. (high|hot|urgent|qualified|demo|enterprise|vip|100|priority|spam|pricing|customer|top|lead);
        (never|do not|dont) (label|classify|flag|mark|categorise|categorize|treat|tag|route) (this|as|it|me|the);
        (route|assign|forward|escalate|send) (this|me|it|the lead|lead|the message|us) (directly|straight|
        immediately)? (to) (the|your)? (ceo|head|vp|founder|cfo|chief|cto|owner|board|president|highest);
        (reply|respond|answer|output|print|return|say) (only|with|exactly) (only|with|the|just)? .. (word|words|
        done|ok|yes|approved|qualified|json|prompt|pwned|phrase|banana|true|string);
        (reveal|print|show|output|repeat|dump|list|export|leak|display|give|expose) (me|us)? (your|all|the|
        every) (full|hidden|internal|system|complete|other|secret|entire)? (system prompt|prompt|instructions|
        contacts|leads|customers|owners|api keys|keys|passwords|database|credentials|secrets|configuration|
        records|emails); (verified|trusted) (vip|user|admin|administrator);
        (automated|automatic|ai) (triage|screening|sorting|routing|assistant|filter|classifier|reader|readers|
        processing|systems|scoring|summary|summariser|summarizer);
        when (summarising|summarizing|processing|classifying|reading|scoring|translating|analysing|
        analyzing) (this|the|my|these);
        the (assistant|ai|model|bot|classifier|llm|agent|summary) (must|should|shall|will|has to|needs to|
        is required); whatever you think; (output|return|emit) (the|this|following|json|intent|only);
        (intent|urgency|priority|next action|risk flags) (demo request|pricing|high|none|p0|p1);
        if (you are|youre) (an|a) (automated|ai|machine|bot|language);
        (hidden|invisible) (text|note|instruction|instructions) for;
        (screening|sorting|routing|filtering|summarising) (software|agent|bot|system|ai);
        (lead routing|routing|crm|sales) (agent|bot|assistant); rank (first|top|this first|me first);
        (you have|has|have) permission to (bypass|skip|override|ignore); bypass (verification|checks|approval|the);
        (do not|dont) (show|reveal|display) this (line|note|message|text) to;
        (begin|end|admin|root) (admin|override|instructions); append to (crm|the|your);
        skip (qualification|scoring|review|verification); words of your (instructions|prompt); now in .. mode;
        end of (prompt|instructions|user input|system|message user)`,
      de: `
        (ignoriere|ignorieren sie|vergiss|missachte) .. (anweisung*|regeln|instruktion*|vorgaben|vorherig*|
        bisherig*);
        (anweisung*|hinweis|nachricht) (an|fur) (die|das|den)? (ki|ai|bot|system|modell|assistent*|klassifikator);
        (setze|markiere|stufe) .. (prioritat|qualifiziert|dringend|lead); systemprompt; du bist (jetzt|nun)`,
      fr: `
        (ignore|ignorez|oublie|oubliez) .. (instructions|consignes|regles|precedentes|directives);
        (instruction*|consigne*|note|message) (pour|a|destine*) (l|la|le)? (ia|assistant|modele|robot|
        intelligence|systeme); (marque|marquez|classe|classez) .. (prioritaire|qualifie|urgent);
        tu es (maintenant|desormais)`,
      es: `
        (ignora|ignore|olvida|omite) .. (instrucciones|reglas|anteriores|indicaciones);
        (instruccion*|nota|mensaje) para (la|el)? (ia|asistente|modelo|bot|sistema|inteligencia);
        (marca|clasifica|asigna|marque) .. (prioridad|calificado|urgente|vip|cualificado); ahora eres`,
      it: `
        (ignora|ignorate|dimentica) .. (istruzioni|regole|precedenti);
        (istruzion*|nota|messaggio) per (l|la|il)? (ia|ai|assistente|modello|bot|sistema|intelligenza);
        (contrassegna|classifica|segna) .. (priorita|qualificato|urgente); ora sei`,
      nl: `
        (negeer|vergeet) .. (instructies|regels|vorige|eerdere|voorgaande);
        (instructie*|bericht|opmerking) (voor|aan) (de|het)? (ai|bot|model|assistent|systeem);
        (markeer|classificeer|zet) .. (prioriteit|gekwalificeerd|urgent); je bent nu`,
      pt: `
        (ignore|ignora|esqueca|desconsidere) .. (instrucoes|regras|anteriores|orientacoes);
        (instruc*|nota|mensagem|aviso) (para|a) (a|o)? (ia|assistente|modelo|bot|sistema|robo|inteligencia);
        (marque|classifique|atribua|defina) .. (prioridade|qualificado|urgente|vip); agora voce e`,
    },
  },
];
