import type { Concept } from '../concept.ts';

/** Who answers that it is not now, not them, or not they who read it. */
export const DEFERRALS: readonly Concept[] = [
  {
    id: 'automatic_answer',
    reply: { out_of_office: 2 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (automatic|automated|auto) (reply|response|message|answer|responder|acknowledg*|email|notification); (autoreply|autoresponder|autoresponse|ooo|oof); auto (re|fwd);
        out of (the)? office; (away|absent|out) (from|of)? (the|my)? (office|desk|work) ; (im|i am|ill be|i will be|he is|she is|currently|now|be|are|were|today|am) (out|away) (from|on|until|till|of|this|next|all|with|and|through|today|for (a|the|two|one|three)); office (is)? closed;
        (im|i am|ill be|i will be|currently|now|am|is|be|off|go|goes|went|away) (on|off on) (annual|maternity|paternity|parental|sick|medical|compassionate|extended|a|my|long|study|bereavement|garden*|family|unpaid)? (leave|holiday|holidays|vacation|pto|sabbatical|honeymoon|break|business trip|course) ; on leave (till|until|from|and|back)?; on (annual|maternity|paternity|parental|sick|medical|compassionate) leave;
        (limited|no|little|intermittent|sporadic|restricted) (access|connectivity|signal|wifi|internet) (to)? (email*|e mail|mail*|my|messages)?; (wont|will not|not|cannot|unable to) (be)? (checking|reading|monitoring|able to reply|able to respond|seeing this|read|responding|see this|answering) (email*|mail*|messages|this|until|until then|your)?;
        (will|shall|ill) (reply|respond|answer|get back|return|read) .. (when i (return|am back|get back)|(on|upon|after) my return|as soon as (i return|i am back|possible)|once i (am back|return)); (on|upon|after|until) my return; back (in (the)? office|at my desk|at work|around the|on #|on the #|from leave|on @day); (return|returning|returns) (to (the)? (office|work)|on the|on @day|on #|around);
        (no longer|not) (works|working|employed|work) (for|at|with|here|in this company)?; (has|have) left (the|our) (company|business|organisation|organization|firm|team); (is|am) no longer (with|at|employed|part); (mailbox|inbox|address|account) (is|isnt|is not|no longer|not) (being)? (monitored|in use|active|read|attended|checked); isnt monitored; not monitored;
        (for|in case of|if (your|it|this)) .. (urgent|urgently|emergency|emergencies|immediate) .. (contact|call|email|write|please|reach|phone|matter*|assistance|attention)?; replies will be (slow|delayed|sporadic); (in hospital|jury duty|at a conference|travelling for|traveling for|travelling (this|all|until)|traveling (this|all|until)); (thank you|thanks) for your (message|email|mail) (i am|im|i will|we are) (currently|away|out|on)?;
        this is an (automatic|automated|auto)`,
      de: `
        (automatische|automatisierte|autom) (antwort|ruckantwort|abwesenheit*|nachricht|mail|benachrichtigung); abwesen*; (nicht|ausser) (im|haus|hause|am) (haus|buro|hause|arbeitsplatz)?; ausser haus;
        (im|in) (urlaub|elternzeit|mutterschutz|krankenstand|elternurlaub|sabbatical); (urlaub|urlaubs) (bis|vom|und|bedingt|vertretung); (wieder|ab) (erreichbar|im buro|im haus|fur sie da|da am|zuruck); (nicht|kein) (weitergeleitet|gelesen|zugriff|bearbeitet); nicht mehr (im unternehmen|fur .. tatig|bei .. beschaftigt|bei uns); ausgeschieden; in dringenden (fallen|angelegenheiten); meine vertretung; dienstreise`,
      fr: `
        (reponse|message) automatique*; (absent|absente|absence); en (conge|conges|vacances|arret maladie|deplacement|conge maternite|conge parental|formation); (de retour|serai de retour|mon retour|a partir du); ne (consulte*|consulterai|lirai|serai) (pas|plus) .. (messagerie|messages|mails|disponible)?; (en cas d urgence|pour toute urgence|urgence); ne (travaille|fait) plus (pour|chez|partie); a quitte (la|l|notre|ses); acces limite`,
      es: `
        (respuesta|mensaje) automatic*; (fuera de (la|mi)? (oficina)?|ausente|ausencia); de (vacaciones|baja|viaje|permiso); (regreso|vuelvo|volvere|estare de vuelta|reincorporo|incorporare) (el|a partir|la|en|al)?; (caso|asuntos|tema) (de)? urgen*; ya no (trabaja|forma parte|pertenece); acceso limitado`,
      it: `
        (risposta|messaggio) automatic*; (fuori (ufficio|sede|dall ufficio)|assente|assenza); in (ferie|maternita|malattia|congedo|viaggio|trasferta); (rientro|rientrero|di ritorno|tornero|sono di ritorno) (il|in|dal|a)?; (per|in caso di) (urgenz*|emergenz*); non (lavora|fa) piu (per|in|parte|presso); accesso limitato`,
      nl: `
        (automatisch*|autom) (antwoord|bericht|reactie|beantwoord*); (afwezig*|niet aanwezig|niet op kantoor|buiten kantoor); (met|op) (vakantie|verlof|zwangerschapsverlof|ouderschapsverlof|zakenreis); (weer|terug) (bereikbaar|op kantoor|aanwezig|op #); (dringende|spoed|urgente) .. (gevallen|zaken|vragen|contact)?; niet meer werkzaam; beperkt (toegang|bereikbaar)`,
      pt: `
        (resposta|mensagem) automatica; (fora (do|de|da)? (escritorio)?|ausente|ausencia); de (ferias|licenca|viagem|baixa); (retorno|regresso|volto|estarei de volta|retornarei) (em|no dia|a|dia|na)?; (caso|assuntos) (de)? urgen*; nao (trabalha|faz) mais (na|no|parte|conosco); acesso limitado`,
    },
  },
  {
    id: 'names_another_person',
    reply: { referral: 1.4 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (right|best|correct|better|proper|appropriate) (person|contact|people|one|man|woman|place|team) (to|for|is|would|here|in|at)?; wrong (person|department|guy|desk|lad|woman|man|contact|address|team|mailbox|inbox|lady); (not|im not|i am not) (the|a) (decision maker|right|person|buyer|one who|one to);
        (is|are|hes|shes|theyre|thats|s) (now)? (responsible|in charge|accountable|our lead|our head|the one (who|you|to|for)|the person|who you (need|want)|the man|the woman|your (man|woman|person|contact)) (for|of|on|with)?;
        (handles|handle|looks after|look after|runs|owns|manages|oversees|heads up|leads on|deals with|takes care of|decides|decides on|holds|covers|signs off|is across|controls|buys) (this|that|these|those|all (of|our|the|things|that)|our|the (budget|computers|purchasing|buying|decision|tools)|anything|everything|such|here|any);
        (he|she|they|team|department|dr|mr|mrs|ms) (does|do|handles|runs|decides|manages|covers) (this|that|it|these|those|the|our|all);
        (sits|sit|lies|rests|lands|falls|belongs|lives|goes) (with|on her|on his|under|to our|on their); (lands|falls) on (her|his|their); over to (you|him|her|them); (her|his|their) (desk|department|area|remit|call|job|decision|team|patch|domain|shout|baby) (now)?;
        (not|isnt|outside|no longer) (my|within my|in my|really my|mine) (area|department|job|remit|call|responsibility|decision|department|field|patch|side|role|thing|team|domain|world)?; (not|isnt|aint) (up to|down to) me; not me (but)?; above my pay grade; im (only|just|merely) (the|a|an|one); (im|i am) only; i only (do|handle|look|work|deal|cover);
        (ccd|cced|cc ed|copied|copying|looping|looped|adding|introducing|putting you|put you|connecting|forwarding|forwarded|forward|passing|passed|pass|sent|redirect*|handed|handing|escalat*) (here|in|on|him|her|them|you|this|it|your|my|our|to|along) .. (to|with|in|on|touch|colleague|copy|here|team|head|lead|manager|boss|director)?; in (cc|copy) (here)?; (in cc|on copy|in copy|cc here|cc in);
        (my|our|the) (colleague|colleagues|boss|manager|successor|counterpart|head of|director of|director|it manager|it team|coo|cto|cfo|ceo|cio|buyer|procurement team|purchasing manager|team lead|regional lead|estates director|office manager|front office manager|line manager|business partner|husband|wife|partner|business manager|it director|it lead|ops manager|operations manager|finance director|hr manager|hr team|hr director) ;
        (speak|talk|write|reach out|get in touch|touch base|check|connect|best take it up|take it up|raise (it|this)|direct (this|it)|address (this|it)|send (this|it)|try) (to|with) (my|our|the|her|him|them|someone|somebody|whoever|mr|mrs|ms|dr|directly); (contact|email|ask|ring|message|ping|tell|try) (my|our|her|him|them|whoever|mr|mrs|ms|dr|someone|somebody|instead);
        (try|ask|contact|email|speak to|talk to|write to|ping|call) .. instead; you (want|need|should (speak|talk|write|contact|be talking|be speaking|be writing|ask|try|reach)|d better|would be better) (to)? (speak|talk|to|with|the|our|off)?; (should|could) be (speaking|talking|writing) to; (hell|shell|theyll|he will|she will|will) (find you|help you|sort|know|be able to help|pick|point); she (is the|helps|decides); he (is the|decides);
        (i|ive|have) (moved|changed|transferred|switched) (over)? (to|into|roles|role|jobs|teams|departments|team); (left|leaving) that (role|job|team|post|department); (no longer|not anymore) (work|working|in|involved|responsible|handle|handling|look|deal|run|lead|on) (in|on|with|that|this|for|the|after)?; (since|before) (the|our|my) (reorganisation|reorg|restructure|move|promotion); took over (from)?; (taken|takes|taking) over`,
      de: `
        (nicht|nicht mehr|leider nicht) (zustandig|verantwortlich|der richtige|die richtige|mein bereich|ansprechpartner*); (zustandig|verantwortlich|ansprechpartner*) (ist|sind|fur|dafur|hierfur|bei); (mein|meine|meinen|unser|unsere|unseren|der|die) (kolleg*|nachfolger*|einkauf*|it leiter*|it abteilung|vorgesetzt*|chef*|geschaftsfuhr*|leiter*|assistent*);
        (wenden|melden) sie sich (bitte|direkt|besser)? (an|bei); (kontaktieren|schreiben|sprechen|fragen) sie (bitte|besser|direkt|mit|an|am besten)? (herrn|frau|meinen|meine|unseren|unsere|den|die|an)?; (leite|habe|gebe) (ich)? (ihre|das|es|dies|die|sie)? .. (weiter|weitergeleitet|weitergegeben); (in|im) (cc|kopie); falscher (ansprechpartner|adressat); kummert sich`,
      fr: `
        (occupe|charge|gere) (de|du|des|d|cela|ca|ce|ces|le|la|les|desormais|maintenant)?; (responsable|chargee|en charge) (de|du|des|d|en|est); (mon|ma|notre|le|la|un|une) (collegue|responsable|directeur|directrice|chef|successeur|remplacant*|service achats|dsi|daf|drh|superieur*);
        (adressez vous|voyez avec|contactez|ecrivez|parlez en|prenez contact|rapprochez vous|tournez vous) (a|plutot|directement|mon|ma|notre|avec|de|vers|lui)?; (pas|plus) (la bonne personne|le bon interlocuteur|mon domaine|moi qui|de mon ressort|en charge|le decideur); (transfere|transmets|transmis|fais suivre|mets en copie|transfer*); (en copie|en cc); bonne personne`,
      es: `
        (se encarga*|encargad*|lo lleva|lleva (este|el|los|la)|gestiona|responsable (de|del|es)); (mi|nuestro|nuestra|el|la) (companer*|colega|jefe|jefa|responsable|director|directora|departamento|sucesor*); (hable|contacte|escriba|hablad|contactad|escribe|habla|dirijase|consulte|pregunte) (con|a|le|mejor|directamente)?; no (soy|es) (la persona|el responsable|quien|mi area|yo|de mi); (reenvio|paso|pongo|remito) (su|tu|el|este|en|a|le|te) .. (a|correo|copia|contacto)?; (en copia|en cc); persona (adecuada|indicada|correcta)`,
      it: `
        (si occupa|occupa|se ne occupa|gestisce|segue) (di|questo|questi|il|la|lui|lei|l)?; (responsabile|referente|incaricat*) (di|del|della|dell|e|per|acquisti); (mio|mia|nostro|nostra|il|la) (collega|responsabile|capo|direttore|direttrice|ufficio acquisti|superiore); (scriva|scrivete|contatti|contattate|si rivolga|rivolgersi|rivolgetevi|parli|parlate|puo scriver*|puo contattar*|sentire) (a|il|la|con|pure|direttamente)?; non (sono|e) (la persona|io|il responsabile|di mia|il mio); (inoltro|giro|metto|ho inoltrato) .. (copia|a|mail|collega)?; in (copia|cc)`,
      nl: `
        (verantwoordelijk*|contactpersoon|aanspreekpunt) (voor|is|van)?; (mijn|onze|de) (collega*|leidinggevende|manager|opvolger|inkoper|directeur|baas|hoofd); (ga|gaat|ik) .. niet (meer)? over; (gaat|beslist) (hier|daar|hierover|daarover) (over)?; (neem|contact) .. contact op met; (contact op met|wend je tot|u kunt|je kunt) (beter|terecht)?; niet de juiste (persoon|contactpersoon); (in de cc|in cc|doorgestuurd|stuur .. door); helpt (je|u) (graag)? verder`,
      pt: `
        (responsavel|encarregad*|cuida|trata) (por|pelo|pela|de|do|da|e|dessa|disso|desse)?; (meu|minha|nosso|nossa|o|a) (colega|gerente|chefe|diretor|diretora|gestor|gestora|responsavel|sucessor*); (fale|falem|contacte|contate|escreva|procure|entre em contato) (com|para|o|a)?; nao (sou|e) (a pessoa|o responsavel|eu|comigo|minha area); (encaminh*|copiei|coloquei|repassei|reencaminh*) .. (copia|a|para)?; em (copia|cc); pessoa (certa|indicada|correta)`,
    },
  },
  {
    id: 'asks_for_later',
    reply: { not_now: 1.3 },
    saidInAnyCase: true,
    phrases: {
      en: `
        not (right now|now|just now|at the moment|at this (time|moment|point|stage)|this (quarter|year|month|week|half|term|season)|yet|until|till|before|the (right|best) (time|moment)|a good (time|moment)|for (now|the moment)|today|currently|in the (next|near)); no not yet;
        (wrong|bad|poor|terrible|worst|awkward|lousy) (time|moment|timing); (timing|time) (is|isnt|isn|s)? (off|wrong|not right|bad|terrible|right);
        (come|circle|swing) (back|round|around) (to (me|us|this|it))? .. (in|after|next|later|again|once|when|mid|then|towards|around|from|at|end|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|q1|q2|q3|q4|year);
        (check (back|in)|try (me|us|again|back)|ask (me|us|again)|ping (me|us)|reach (back)? out|touch base|follow up|get (back)? (to|in touch)|contact (me|us)|approach (me|us)|revisit|write (to)? (me|us)|write back|drop (me|us) .. line|nudge (me|us)|chase (me|us)|remind (me|us)|call (me|us)|speak|talk|reconnect|catch up|pick (this|it) (back)? up|resume|come back|knock again|bump (this|me)|email (me|us)|message (me|us)|give (me|us|it) .. (shout|call|bell|ring|few|week|month)|let (us|s) (talk|speak|revisit|reconnect)|lets (talk|speak|revisit|reconnect)|look at (it|this)|consider (it|this)|have (another|a) (look|chat|conversation)) (with (me|us))? (again|back|please|maybe|perhaps)? (in|after|next|later|once|when|mid|then|towards|around|from|at|closer|nearer|early|following|end|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|q1|q2|q3|q4|in (a|the|two|three|six) (month*|week*|year*));
        (try|ask|remind|contact|ping|catch|email|call|write to) (me|us) (again|later|then|the week after|the month after|next|in|after|once|when); (drop|write|send) (me|us) .. then; (again|back) (in|after) (january|february|march|april|may|june|july|august|september|october|november|december|#|a|the|spring|summer|autumn|fall|winter|easter|christmas|q1|q2|q3|q4);
        (spending|budget|hiring|project|purchasing|investment|it|change|software) (freeze|frozen|stop|ban|cuts); freeze (on|here|until|through); (budget|budgets|money) (is|are|was|has been|already|all)? (gone|spent|frozen|locked|allocated|exhausted|committed|set|closed|tight); no (budget|capacity|bandwidth|resources|headspace|time|money|room|appetite) (left|right now|this|until|at the moment|currently|for|now|before|to);
        (maybe|perhaps|possibly|probably) (after|in|next|later|another|some other|towards|by|around|this) (the)? (easter|christmas|summer|holidays|year|quarter|time|day|month|spring|autumn|winter|q1|q2|q3|q4|half|january|february|march|april|may|june|july|august|september|october|november|december)?; (another|some other) time; (some other|one) day; down the (road|line|track);
        (until|till|before|after|once|when|through) .. (next (year|quarter|month|spring|summer|autumn|fall|financial|fiscal|week)|the new (year|financial year|fiscal)|year end|easter|christmas|summer|the audit|the merger|the migration|budget|budgets|planning|contract (ends|expires|is up|runs out)|renewal|go live|the season|the dust settles|things (calm|settle|quieten));
        (next|new) (financial|fiscal|budget) (year|cycle|round); (later|early|end|start|beginning|second half) (this|next|in the|of (the|this|next)|of) (year|quarter|month|spring|summer|autumn)?; in the (new year|autumn|spring|second half|fall|coming|next) ; in (a few|a couple of|six|three|two|several|# to #) (months|weeks|quarters|years); (too busy|swamped|buried|snowed under|flat out|fully occupied|stretched|underwater|slammed|tied up) (with|right now|until|at the moment|this|in)?;
        (on hold|paused|postponed|parked|on ice|back burner|shelved|deferred) (until|for|till|this|right now|at)?; (in|by) (january|february|march|april|june|july|august|september|october|november|december|q1|q2|q3|q4) (please|then|maybe|again); (will|well) (surely|certainly|definitely)? (consider|reconsider|revisit|look at it|review)`,
      de: `
        (derzeit|aktuell|momentan|zurzeit|im moment|gerade|jetzt|zur zeit|vorerst|dieses (jahr|quartal)) (nicht|kein|keine|keinen|noch|leider|passt|haben|ist|schlecht|bauen|noch nicht) ; noch nicht; (erst|fruhestens) (im|in|ab|nach|wieder|nachstes|zum); (keine|kein) (kapazitat*|zeit|budget|ressourcen) ; (melden|kontaktieren|schreiben|fragen|kommen|rufen) sie (sich)? (mich|uns|bitte)? .. (im|in|nach|ab|noch einmal|nochmal|wieder|spater|zum|anfang|ende|nochmals) ; (zweiten|ersten|nachsten|kommenden|dritten|vierten) (halbjahr|quartal|jahr|monat*|geschaftsjahr) ; (nachstes|kommendes) (jahr|quartal|halbjahr); (falscher|schlechter|ungunstiger) zeitpunkt; (spater|zu einem spateren zeitpunkt) (noch|wieder|noch einmal)? ; (auf eis|zuruckgestellt|verschoben|budgetsperre|ausgabenstopp|haushaltssperre); (nach|vor) (der|den|dem) (sommerpause|ferien|jahreswechsel|messe|audit|umstellung|saison)`,
      fr: `
        (pas|plus) (pour l instant|pour le moment|en ce moment|maintenant|actuellement|avant|tout de suite|encore|cette annee|ce trimestre|le moment|le bon moment|d actualite|de budget|le temps); (recontactez|relancez|revenez|rappelez|reecrivez|contactez|reprenons|reparlons|recontacter|ecrivez) (moi|nous|vers (moi|nous)|en|moi en|nous en)? .. (en|a|apres|dans|au|vers|la|plus tard|debut|fin|mi); (mauvais|pas le bon) (moment|timing); (l annee|le trimestre|le mois|la rentree|l exercice) (prochain*|suivant*)?; (apres|avant) (l ete|les vacances|la rentree|les fetes|l audit|noel|paques); (dans|d ici) (quelques|six|trois|deux) mois; (budget|budgets) (gele*|boucle*|clos|epuise*); plus tard; (a la|des la) rentree`,
      es: `
        (ahora|por ahora|de momento|por el momento|este (ano|trimestre|mes)|en este momento|actualmente) (no|mismo no)?; no (es|hasta|por ahora|de momento|en este) (el|buen|que|momento|mejor)?; (escribeme|escribame|escribanos|contacteme|contactame|contactenos|llameme|llamame|vuelve|vuelva|retomamos|retomemos|hablamos|hablemos|buscame|recuerdame) .. (en|a|despues|tras|para|mas adelante|el|mediados|principios|finales|dentro|luego); hasta (que|despues|el|enero|septiembre|final*) ; (mas adelante|mas tarde|otro momento|proximo ano|ano que viene|proximo trimestre); (no tenemos|no tengo|sin) (tiempo|presupuesto|capacidad); (mal|no es buen) momento; (despues|tras) (del|de las|de|el) (verano|vacaciones|navidad*|cierre|auditoria); (presupuesto|presupuestos) (congelad*|cerrad*|agotad*)`,
      it: `
        (al momento|per ora|per il momento|adesso|attualmente|ora|quest anno|questo trimestre|in questo periodo) (non|no)?; non (ora|adesso|prima|ancora|e il momento|e il periodo|abbiamo (tempo|budget|risorse)); (mi|ci)? (ricontatti*|risent*|riscriv*|richiam*|contatti|scriva|riparli*|risentiamo|aggiorniamo) .. (a|in|dopo|tra|fra|piu avanti|nel|da|verso|il prossimo|dal|l anno); (piu avanti|piu tardi|anno prossimo|prossimo (anno|trimestre|mese)); (dopo|prima) (l estate|le ferie|natale|pasqua|l audit|la chiusura); (tra|fra) (qualche|due|tre|sei) mes*; momento sbagliato; budget (bloccat*|esaurit*|chius*)`,
      nl: `
        (nu|momenteel|op dit moment|voorlopig|dit (jaar|kwartaal)|even) (niet|geen|nog niet|wel niet)?; (nog niet|niet voor|pas (in|na|vanaf|volgend)); (kom|neem|mail|bel|vraag|benader|probeer|schrijf) .. (terug|opnieuw|nog eens|weer|later|in|na|volgend) .. (in|na|volgend|over)?; (volgend|komend) (jaar|kwartaal|voorjaar|najaar|maand); (geen|te weinig) (tijd|budget|capaciteit|ruimte); (verkeerd|slecht) moment; (na|voor) (de|het) (zomer|vakantie|kerst|pasen|audit|jaarwisseling); over (een paar|enkele|zes|drie) (maanden|weken); (later|in een later stadium)`,
      pt: `
        (agora|no momento|por enquanto|neste momento|este (ano|trimestre|mes)|atualmente) (nao)?; nao (agora|e o momento|antes|ainda|por enquanto|temos (tempo|orcamento|verba)); (me|nos)? (procure|escreva|contacte|contate|chame|ligue|retome|volte|fale|retomamos|falamos|conversamos) .. (em|depois|apos|no|na|mais (tarde|para frente|a frente)|ano que vem|proximo|a partir|daqui); (ano que vem|proximo (ano|trimestre|mes|semestre)|mais para frente|mais tarde|mais adiante); (depois|apos) (do|da|das|o|as) (ferias|carnaval|natal|auditoria|verao); daqui a (alguns|dois|tres|seis) meses; (orcamento|verba) (congelad*|fechad*|esgotad*)`,
    },
  },
  {
    id: 'leaves_the_door_open',
    reply: { not_now: 0.5, objection: 0.2, not_interested: -1, positive: 0.6 },
    saidInAnyCase: true,
    phrases: {
      en: `(its|it is|thats|this is|this isnt|isnt) not a no; isnt a no; not a no; (not|im not) saying (never|no); never say never; not (necessarily|forever); (keep|stay) in touch; door is open`,
      de: `kein nein; im hinterkopf`,
      fr: `(pas un non|gardons le contact|restons en contact)`,
      es: `(no es un no|sigamos en contacto|lo veo interesante)`,
    },
  },
];
