import type { Concept } from '../concept.ts';

/** Who answers that they want no more of it, or see a reason against it. */
export const REFUSALS: readonly Concept[] = [
  {
    id: 'stop_writing',
    reply: { unsubscribe: 2 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (please|kindly|just|and|now|immediately|to)? (unsubscribe|unsub) (me|us|this|my|our|please|now|from|before|immediately|all)?;
        opt (me|us) out; (want|wish|like|asking|asked) to (be)? (unsubscribe*|removed|deleted|opted out); opt out of (all|any|further|your|these|this);
        (remove|delete|take|drop|scrub|wipe|erase|strike|strip|cut|get|purge) (me|us|my|our|this|these) .. (off|from|list|lists|database|address|email|details|data|records|sequence|crm|system|mailing|distribution);
        take (me|us|this address) off; (remove|delete|erase) (me|us); drop (me|us) (please|at once|now|immediately|from);
        (delete|remove) my (data|details|address|email|name|contact|info*|record);
        (please|kindly|just|so|now|and|must|you|to|or)? (stop|quit|cease) (with)? (the|this|these|all|your|sending|send)? (email*|mail*|writing|contacting|contact|messaging|messages|message|spam*|bothering|pestering|harass*|calling|texting|chasing|sending|reaching out|following up|bugging);
        (dont|do not|never) (ever)? (email|mail|contact|message|write to|send|bother|spam|call|text|approach) (me|us|this|here|anything|any|again|to) .. (again|any|anymore|more|emails|mail)?;
        no (more|further) (emails|email|mails|mail|messages|contact|correspondence|communication|of these|of this|of your|newsletters);
        (rather|prefer|want|would like|like) (not|to not|never) (to)? (get|receive|hear|see|have) (any|from|these|this|more) .. (more|again|you|these)?;
        leave (me|us) alone; lose (my|our|this) (number|address|email|details|contact);
        (on|onto|to|for) (my|our|the) (blocklist|blacklist|block list|spam filter|spam folder); (blocking|blocked|block|blacklist*) (you|your|this sender|the sender|the domain);
        (mark|marking|marked|report|reporting|reported|flag|flagged|flagging) .. (as)? (spam|junk); cease and desist;
        stop stop; (asked|requested) to (delete|remove) this (address|mailbox)`,
      de: `
        (bitte|uns|mich)? (abmelden|austragen|abbestellen) ; (melden|tragen) sie (mich|uns) .. (ab|aus);
        (streichen|loschen|entfernen|nehmen) sie (bitte)? (mich|uns|meine|unsere|diese) .. (verteiler|liste|adresse|daten|datenbank|kontakt*)?;
        (aus|von) (ihrem|ihrer|eurem|dem|der|ihren|allen) (verteiler|liste|mailingliste|datenbank|verteilern|datei|newsletter);
        keine (weiteren|weitere) (mails|mail|emails|e|nachrichten|werbung|werbemails|kontaktaufnahme|anfragen);
        (unterlassen|unterlasst) (sie|es)? .. (werbung|kontakt*|mails|anschreiben|zusendung*)?; (schreiben|kontaktieren|mailen) sie (mir|uns|mich) (bitte)? (nicht|nie) (mehr|wieder);
        horen sie auf; lassen sie mich in ruhe; nicht mehr (anschreiben|kontaktieren|kontaktiert|angeschrieben|schreiben)`,
      fr: `
        (desinscri*|desabonn*); (me|nous|m) (retirer|supprimer|enlever|radier|effacer|rayer) (de|du|des); (retirez|supprimez|enlevez|effacez|radiez|otez|retirer|supprimer|rayez) (moi|nous|mon|mes|notre|cette|mon adresse) ..
        (liste|listes|adresse|base|fichier|donnees|coordonnees)?; (ne|n) (plus|pas) (etre|recevoir|m|me|nous) (contacte*|ecri*|envoy*|recevoir|solliciter|adresser|de)?;
        ne (m|me|nous) (ecrivez|contactez|envoyez|sollicitez|derangez) plus; (cessez|arretez) (de|d|vos|ces|tout) .. (m|me|nous|mails|messages|envois|ecrire)?;
        plus (aucun|de) (message|mail|mails|courriel*|messages|sollicitation*); laissez (moi|nous) tranquille*`,
      es: `
        (darme|dame|denme|deme|darnos|dar|denos|dar de|darse) de baja; de baja (de|en) (su|la|esta|sus|tu) (lista|base|boletin);
        (eliminen|elimine|elimina|borren|borre|borra|quiten|quite|quitenme|quiteme|saquenme|saqueme|eliminenme|borrenme) (me|mi|mis|nuestr*|este)? .. (lista|base|correo|datos|direccion)?;
        (dejen|deje|deja|paren|pare) de (escribir*|enviar*|mandar*|contactar*|molestar*|llamar*);
        no (me|nos)? (vuelva|vuelvan|vuelvas) a (escribir*|contactar*|enviar*); no (deseo|quiero|queremos) (recibir|mas correos|seguir recibiendo);
        no (me|nos) (escriba|escriban|envien|envie|contacten|contacte) mas; no mas (correos|mensajes|publicidad)`,
      it: `
        (cancellarmi|cancellatemi|cancellate|cancelli|rimuovete|rimuova|rimuovetemi|toglietemi|togliete|disiscri*|eliminate|elimini|eliminatemi) .. (lista|liste|mailing|indirizzo|dati|database|elenco)?;
        (smettete|smetta|smettetela) (di|con); non (mi|ci) (scriva|scrivete|contattate|contatti|inviate) piu; non (desidero|voglio|vogliamo|desideriamo) (piu)? (ricevere|essere contatt*);
        basta (email|mail|messaggi)`,
      nl: `
        (uitschrijven|afmelden|uitgeschreven|schrijf (mij|me|ons) uit|meld (mij|me|ons) af); (haal|verwijder|schrap) (mij|me|ons|mijn|dit) .. (lijst|bestand|adres|gegevens|database|mailinglijst)?;
        (stop|ophouden) (met|a u b|aub)? (mailen|sturen|deze|het|berichten|mails|contact*|schrijven); (mail|schrijf|benader|stuur|bel) (mij|me|ons) (niet|nooit|geen) (meer|mails)?;
        geen (mails|mail|berichten|post|reclame) meer; niet meer (mailen|benaderen|benaderd|contacteren)`,
      pt: `
        (descadastr*|cancelar a inscricao|desinscrever*); (remova|remover|retire|retirem|tire|tirem|exclua|excluam|apague|removam) (me|meu|minha|nosso|este|o meu) .. (lista|base|email|contato|contacto|dados)?;
        (parem|pare|deixem|deixe) de (me|nos)? (enviar|mandar|escrever|contactar|contatar|ligar|incomodar); nao (me|nos)? (escreva|escrevam|enviem|envie|contactem|contatem) mais;
        nao (quero|queremos|desejo) (mais)? (receber|ser contat*)`,
    },
  },
  {
    id: 'threatens_law',
    reply: { unsubscribe: 0.9 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (ico|pecr|can spam|casl|ccpa|information commissioner|data protection); (under|breach of|violat*|per|article # of) (the)? (uk)? gdpr;
        (no|without|never gave|didnt give|havent given) (my|any|a|our|the)? (consent|lawful basis|legal basis|basis|permission);
        never (signed up|subscribed|opted in|consented|agreed|asked|requested|gave you); (my|our) (solicitor|lawyer|attorney|legal team); legal action; take (you|this) to court;
        (where|how) did you (get|find|obtain) (my|our|this|hold); i requested nothing; unsolicited`,
      de: `
        (dsgvo|datenschutz*|uwg|abmahn*|anwalt|rechtsanwalt|aufsichtsbehorde|unterlassung*|rechtliche schritte); nie (zugestimmt|eingewilligt); (keine|ohne) (einwilligung|zustimmung);
        woher haben sie (meine|unsere)`,
      fr: `(rgpd|cnil|avocat|mise en demeure); (jamais|sans) (donne|mon|consenti|avoir) .. (consentement|accord)?; comment avez vous (eu|obtenu)`,
      es: `(rgpd|lopd|abogado|agencia de proteccion de datos|denuncia*); (sin|nunca) .. (consentimiento|permiso|autoriz*)`,
      it: `(garante|privacy|avvocato|diffida); (senza|mai) .. (consenso|autorizz*)`,
      nl: `(avg|autoriteit persoonsgegevens|advocaat); (geen|zonder|nooit) .. toestemming*`,
      pt: `(lgpd|rgpd|advogado|procon|anpd); (sem|nunca) .. (consentimento|autoriza*)`,
    },
  },
  {
    id: 'plain_no',
    reply: { not_interested: 2.3, positive: -0.6 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (no|nope|nah) (thanks|thank you|thankyou|ta|cheers|sorry|interest|go|sale|dice); thanks but no (thanks)?; thank you but no; (thanks|thank you) .. no thanks;
        not (interested|for us|for me|for our|a fit|a good fit|the right fit|a match|relevant|needed|required|something (we|i)|anything (we|i)|on our|of interest|our thing|my thing|a priority);
        (isnt|is not|wasnt|arent|were not|im not|not really|not at all|no longer|never) interested; (lack|absence) of interest; no (interest|need|use|demand|requirement|appetite) (in|for|here|of|on|at|from)?;
        (well|we will|we|ill|i will|gonna|going to|have to|id|i) pass; (a|the|hard|firm|polite|its a|that is a|thats a) pass (from|on|for)?;
        (its|it is|thats|that is|a|hard|firm|flat|clear|definite|simple|its still|answer is|answer remains|still) (a)? no (from|for|thanks|to|today|now)?; for the love of .. no;
        (dont|do not|wont|cant|cannot|didnt|doesnt) (want|need|require|care) (it|this|that|one|any|your|to buy|them|anything|another|for);
        (wont|will not|not) (be)? (going|taking|moving|pursuing|proceeding|pursue|continuing|progressing|buying|changing|switching|needing|adopting) (any|this|it|ahead|further|forward|with|on)? (further|forward|it|this)?;
        (decided|chosen|opted|resolved|voted) (not to|against|to go with|to stay|to stick); (not|no longer) (looking|in the market|shopping|considering|interested) (for|to|at)?;
        (decline|declining|declined|politely decline); (were|we are|im|i am) (all set|good|all good|fine|sorted|ok) (thanks|here|as|without|for|cheers)?; (perfectly|quite|very) (content|happy as|fine as);
        (matter|case|subject|discussion) (is|s|are)? (settled|closed); nobody (here|left)? (is|to)? (asking|asked|wants|needs|coach|use); no thanks; not happening; never going to happen; will never (buy|use|need); barking up the wrong tree;
        (were|we are|i am|im) (winding|shutting|closing) (down|up); nothing (we|i) (need|want|use)`,
      de: `
        (kein|keinen|keinerlei) (interesse|bedarf); (nicht|nicht daran|nicht weiter) (interessiert|interessant|relevant|benotigt); nein (danke|vielen dank)?; danke (aber)? nein; lieber nicht;
        (brauchen|benotigen|wollen|mochten) (wir|ich)? (das|es|so etwas|sowas|dies)? (nicht|kein|keine|nichts); (kommt|ist) (fur uns|fur mich|bei uns) (nicht|nichts|kein) (infrage|in frage|in betracht|thema)?;
        (nehmen|sehen) (wir|ich)? .. abstand; (haben uns|uns) (dagegen|anders|fur einen anderen|fur ein anderes) .. entschieden; passt nicht (zu|fur); nicht weiter verfolgen`,
      fr: `
        (pas|plus|guere|aucunement) (interesse*|interessant|concerne*|besoin|utile|preneur); (aucun|pas d|sans) (interet|besoin|utilite); non merci; merci (mais)? non;
        (ne|n) (sommes|suis|est) pas (interesse*|concerne*|pour nous|preneur*); (ne|n) (souhaitons|souhaite|voulons|desirons|donnerons|donnons) pas (donner|poursuivre|suite|aller|de suite)?; pas donner suite;
        (nous|je) (declin*|decline); ce (n est|nest) pas pour (nous|moi)`,
      es: `
        no (me|nos|le)? (interesa|interesan|estamos interesad*|estoy interesad*|hace falta|necesitamos|necesito|lo necesitamos|es para nosotros); no gracias; gracias pero no; (sin|ningun) (interes|necesidad);
        no (vamos|queremos) (a)? (seguir|continuar|avanzar|contratar|cambiar); (hemos|he) decidido no; (declinamos|descartamos|paso|pasamos)`,
      it: `
        non (siamo|sono|e|mi|ci)? (interessat*|interessa|di nostro interesse|fa per noi|serve|necessario); no grazie; grazie (ma)? no; (nessun|senza) (interesse|bisogno);
        non (ne)? abbiamo (bisogno|necessita|interesse); (decliniamo|rinunciamo|passiamo)`,
      nl: `
        (geen|niet) (interesse|belangstelling|behoefte|geinteresseerd|nodig|relevant); nee (dank|bedankt|dank je|hoor); (niets|niks) voor (ons|mij); (dit|dat) is (niets|niks); hier (niets|niks) aan; we (slaan|passen) .. (over)?;
        zien (er|hier) (van)? af; (bedankt|dank) maar nee`,
      pt: `
        (nao|sem) (temos|tenho|ha)? (interesse|necessidade); nao (estamos|estou|nos|me)? (interessad*|interessa|precisamos|preciso); nao obrigad*; obrigad* mas nao; nao (e|serve) para (nos|mim); vamos (passar|recusar)`,
    },
  },
  {
    id: 'has_something',
    reply: { objection: 1.1 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (we|they|our team|our developers|our it|i) (already|currently|now)? (use|have|run|work with|built|bought|signed|wrote|rolled out|went with|switched to|deployed|invested) (a|an|one|something|our own|with|for|it|in|this|that|up|samsara)?;
        already (have|got|use|using|has|covered|sorted|work|working|in place|do|does|doing|solved|paying|committed|invested|own|a customer|a happy); (have|got) (one|something|a tool|a system|a solution|a vendor|a supplier|an in house|it covered|that covered) (already|in place|for)?;
        (happy|satisfied|content|comfortable|fine) with (our|what|the|it|them|how|whom|who|my); (signed|locked|tied) (in|into|up|with|for|to); under contract; contract (with|runs|until|through|lasts|locked);
        (built|made|wrote|developed) (one|it|our own|this|something) (in house|ourselves|internally|already)?; in house (tool|solution|system|team|one|build); (does|do) (the job|this already|that already|it already); (throws|throw|get|gets|comes) (one|it|that) (in)? .. (free|nothing); beat free`,
      de: `(haben|nutzen|verwenden|arbeiten|setzen) (wir|bereits|schon|ja) .. (bereits|schon|losung|system|tool|ein|anbieter|im einsatz)?; (bereits|schon) (eine|ein|einen|mit|versorgt|im einsatz|vorhanden); zufrieden mit; (vertrag|vertraglich) (lauft|gebunden|bis); selbst (entwickelt|gebaut)`,
      fr: `(avons|utilisons|travaillons|j ai|dispos*) (deja|avec) .. (solution|outil|prestataire)?; (le|la|fait|font) deja; deja (equipe*|une|un|en place|le|avec|sous contrat); (satisfait*|content*) de (notre|nos|la|l); un outil de plus`,
      es: `ya (tenemos|usamos|utilizamos|trabajamos|contamos|disponemos|lo|hay|tengo|hacemos); (contentos|satisfechos) con (nuestr*|lo|el|la); (tenemos|hay) (contrato|algo); desarrollo propio`,
      it: `(abbiamo|usiamo|utilizziamo|lavoriamo|disponiamo|c e) gia; gia (una|un|in|con|abbiamo|dotati); (soddisfatti|contenti) (del|della|di|con); contratto (con|fino|in essere)`,
      nl: `(hebben|gebruiken|werken|zitten) (we|wij|al|hier|met)? (al|reeds); al (een|iets|voorzien|jaren|tevreden); tevreden (met|over); contract (met|loopt|tot)`,
      pt: `ja (temos|usamos|utilizamos|trabalhamos|contamos|possuimos|tem|fazemos|testamos); (satisfeitos|contentes|felizes) com; contrato (com|ate|vigente)`,
    },
  },
  {
    id: 'sees_obstacle',
    reply: { objection: 1.2 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (not|arent|isnt|werent|wasnt|remain|yet to be|far from) (convinced|sold|persuaded|keen|sure (it|this|that|how|why|what|we)); convince (me|us); (persuade|persuaded|change my mind|win me over|sell me on);
        (how|what) (are|is|makes|sets|makes you|do|does|would) (you|this|it|yours|that)? (any|so|apart|really|actually)? (different|better|apart|differ|special) (from|than|to)?; what (would|do|does|can) (you|yours|it|this) (do|offer|have|add|bring|give) .. (that|dont|doesnt|cant|different|extra);
        (why|what) (should|would) (we|i|anybody|anyone|make us) (switch|change|move|bother|pay|trust|leave|swap|believe|need); (whats|what is|wheres|where is) the (catch|point|benefit|difference|advantage|value|roi);
        (my|our|the|one|main|biggest|only|real) (worry|concern|concerns|issue|problem|question|hesitation|fear|doubt|sticking point|objection|snag|trouble|reservation) (is|here|with|being|are|would|remains);
        (worried|concerned|nervous|sceptical|skeptical|wary|doubtful|unsure|hesitant|cautious|reluctant) (about|of|that|whether|if|to)?; (i|we) (doubt|fear|suspect|struggle);
        (cant|dont|couldnt|didnt|fail to|hard to|struggle to|not) (really|quite)? see (how|why|the (point|need|value|benefit|use|advantage|difference|fit)|what|where|it|this|us|any); unless (you|it|theres|there is|that|this|the|your);
        (too|very|awfully|bit|rather|so|quite) (expensive|pricey|dear|costly|complex|complicated|big|small|heavy|much for|steep|risky|clunky|rigid|basic|slow|early for);
        (didnt|doesnt|dont|wont|wouldnt|never|hasnt) (work|stick|fit|last|fly|help|integrate|support|cover|scale|deliver|suit) (for|with|in|on|out|here|our|us|well|as|into)?; tried (this|that|something|one|a|it|your|similar|them|two|three) .. (before|already|once|last|and|similar)?;
        (blocks|blocked|forbids|forbidden|prohibits|bans|banned|wont allow|doesnt allow|not allowed|against (our|company|the)|no exceptions|dead on arrival|deal breaker|dealbreaker|non starter|showstopper); (weren|werent|wasnt|arent) (keen|impressed|enthusiastic|fans|thrilled);
        (sounds|looks|seems|feels) (too good|like (the|every|another|all|a)|the same|similar|overkill|expensive|complicated|like overkill); overkill; (bad|poor|mixed|terrible) (experience|reviews|reputation); burned by; (everyone|they all|everybody|every vendor) (says|say|promise|promises|claims);
        (whats|what is|wheres|where is) (the|your) (evidence|proof|track record); prove it; (probably|maybe|perhaps) not for (us|me)`,
      de: `
        (nicht|kaum|noch nicht) (uberzeugt|sicher ob|klar); uberzeugen sie; (was|wie) (unterscheidet|unterscheiden|ist bei ihnen anders|macht sie|konnen sie besser); (zu|sehr|recht) (teuer|kompliziert|komplex|gross|klein|aufwandig|umfangreich);
        (sehe|sehen) (ich|wir)? (keinen|nicht|den) (mehrwert|vorteil|nutzen|bedarf|grund|sinn)?; (bedenken|skeptisch|vorbehalte|zweifel); (sorge|sorgen|problem|knackpunkt) (ist|macht|sehe|bereitet); warum (sollten|sollte); es sei denn; (haben|hatten) (so etwas|das|sowas|ahnliches) .. (probiert|versucht|getestet)`,
      fr: `
        (pas|guere|peu) (convaincu*|persuade*|sur que); (en quoi|qu est ce qui|comment) (etes|vous|votre) .. (different*|distingue*|mieux); (trop|assez|bien|un peu) (cher|chere|complique*|complexe|gros|lourd*|petit*);
        (vois|voyons|voit|comprends) pas (bien|trop|tres bien)? (l interet|interet|l utilite|ce que|pourquoi|la difference|comment|l); (reserve*|crainte*|doute*|sceptique*|inquietude*|reticen*); (si vous avez|avez vous) un (argument|exemple|element); pourquoi (changer|devrions)`,
      es: `
        no (estoy|estamos|me|nos)? (convencid*|convence|segur* de); que (os|les|te|le|tiene|tienen|lo)? (diferencia*|distingue|aporta|ofrece*|tiene de diferente) ; (muy|demasiado|un poco|algo) (caro|cara|complej*|complicad*|grande|pequen*);
        no (veo|vemos) (el|la|como|que|por que|clar*|mucho) .. (valor|ventaja|sentido|utilidad|diferencia)?; (mi|nuestra|la) (duda|preocupacion|objecion) (es|principal); (dudas|dudo|esceptic*); ya (probamos|lo probamos|intentamos); por que (cambiar|deberia*)`,
      it: `
        non (sono|siamo|mi|ci)? (convint*|convince|sicur*); (cosa|in cosa|che cosa) (vi|la|vi)? (differenzia|distingue|avete di diverso|offrite); (troppo|un po|molto) (car*|costos*|compless*|complicat*|grande);
        non (vedo|vediamo) (il|l|la|come|perche|quale) .. (vantaggio|utilita|senso|valore)?; (perpless*|dubbi|dubbio|scettic*|preoccup*); perche (dovremmo|cambiare); (abbiamo|avevamo) (provato|testato)`,
      nl: `
        (niet|nog niet) (overtuigd|zeker of); (wat|waarin|hoe) (maakt|onderscheid*|zijn jullie|is er) .. (anders|beter|uniek)?; (te|erg|behoorlijk) (duur|ingewikkeld|complex|groot|klein);
        (zie|zien) (ik|we|wij)? (het|de|niet|geen) .. (meerwaarde|nut|voordeel|verschil)?; (twijfel*|bezwaar|bezwaren|sceptisch|zorg is); waarom zouden; tenzij`,
      pt: `
        nao (estou|estamos|me|nos)? (convencid*|convence|segur*); (o que|em que|qual) .. (diferente|diferencial|diferencia|diferenca); (muito|caro|demasiado|meio) (caro|cara|complex*|complicad*|grande); (testou|testamos|tentamos|usamos) (uma|um|algo|isso|antes)? .. (parecid*|antes|odiar*)?;
        nao (vejo|vemos) (o|a|como|por que|valor|vantagem|sentido); (duvida|preocupacao|receio) (e|principal); (cetic*|receos*); por que (mudar|deveria*)`,
    },
  },
];
