import type { Concept } from './concept.ts';

/** How soon, how far, in what mood, and what needs care. */
export const TEMPER: readonly Concept[] = [
  {
    id: 'at_once',
    urgency: { high: 1.2 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (asap|a s a p|urgent|urgently|immediately|straight away|right away|right now|at once|emergency|
        time critical|time sensitive); (call|ring|phone) (me|us) (now|today|back today|asap|immediately|tonight);
        as soon as (possible|you can|humanly);
        (within|in) (the)? (next)? (hour|hours|# hours|couple of hours|few hours|day|24 hours|48 hours|minutes|
        # minutes);
        (by|before|until|till|end of|latest|noon|later|due|for|decide|decides|deciding|needed|need it|answer|
        reply|back|me|us|call|ring) (the end of)? (today|tonight|tomorrow|close of business|cob|eod|eow|
        end of day|the end of the day|end of the week|this week|noon|lunch|lunchtime|the weekend|friday lunchtime);
        (today|tonight|tomorrow) (please|if possible|before|by|at|morning|afternoon|at the latest|noon|evening|
        night);
        (call|ring|phone|need|needs|answer|reply|help|start|decide|send|sent|done|fixed|back) .. (today|tonight);
        still today; (its|is|was|went) down (again|since); (down|broken|failing) again; (before|by) then;
        (committee|board|decide|decides|sign|signature|signing|council|management meeting|steering group|approval|
        contract) .. @day; before @day; by end of (day|week|month);
        (deadline|due|decision|decide|board|committee|sign|signature|meeting|meets|sits|presents|presenting|
        closes|close|go live|goes live|audit|auditor|expires|expire|ends|launch|launches|election|kickoff|
        inspection|vote) (is|are|on|by|before|in|this|next|until|its|was moved to)? (on|this|next|coming)? (@day|
        tomorrow|today|tonight|week|# days|# hours|# weeks|two weeks|# oclock|end of the week);
        (by|before|until|this|no later than|latest|coming) (coming|next|this|at the latest)? @day;
        (within|in|inside) (a|one|the next|the coming)? (week|fortnight|# days|ten days|# business days|
        # working days|two weeks|2 weeks|a couple of days|few days); # days (from|left|away|until|to go|remain*);
        next (@day|week) (we|is|the|at|our|i)?;
        (due|expires|expire|end|ends|closes|goes|deadline) (this|next) (week|friday|month end)`,
      de: `
        (dringend|eilt|eilig|sofort|umgehend|schnellstmoglich|so schnell wie moglich|baldmoglichst|unverzuglich|
        asap|notfall);
        (noch heute|heute noch|bis heute|bis morgen|bis spatestens (morgen|@day|montagabend|freitagabend)|
        bis @day|bis zum @day|bis ende der woche|diese woche noch|noch diese woche|innerhalb (von)? (# tagen|
        einer woche|24 stunden|zwei wochen)|in (# tagen|zwei wochen|einer woche)|spatestens @day|
        am @day entscheid*|nachste woche entscheid*|frist)`,
      fr: `
        (urgent|urgence|au plus vite|des que possible|immediatement|tout de suite|rapidement|asap|
        dans les plus brefs|en urgence);
        (aujourd hui|ce soir|demain|avant (demain|@day|vendredi|la fin de la semaine)|d ici (demain|@day|
        la fin de la semaine|# jours)|cette semaine|sous (24|48|# jours)|dans (# jours|les # jours|deux semaines|
        la journee|l heure))`,
      es: `
        (urgente|urge|urgencia|cuanto antes|lo antes posible|inmediatamente|ya mismo|hoy mismo|asap|con urgencia);
        (hoy|esta noche|para manana|manana (decidimos|tenemos|por la)|antes (del|de) (@day|manana|viernes)|
        esta semana|en (# dias|24 horas|48 horas|dos semanas)|decidimos (manana|el))`,
      it: `
        (urgente|urgenza|subito|al piu presto|quanto prima|immediatamente|asap|il prima possibile|urgentemente);
        (oggi|stasera|entro (domani|oggi|@day|venerdi|la settimana|fine settimana|# giorni|due settimane)|domani|
        questa settimana|in giornata)`,
      nl: `
        (dringend|spoed|urgent|zo snel mogelijk|zsm|z s m|onmiddellijk|meteen|asap|haast);
        (vandaag|vanavond|morgen|voor (@day|morgen|vrijdag|het eind*)|deze week|binnen (# dagen|een week|24 uur|
        twee weken|een uur))`,
      pt: `
        (urgente|urgencia|o quanto antes|o mais rapido|imediatamente|agora mesmo|hoje mesmo|asap|com urgencia|
        pra ontem);
        (hoje|ainda hoje|hoje a|amanha|ate (amanha|@day|sexta|o fim da semana)|esta semana|essa semana|em (# dias|
        24 horas|48 horas|duas semanas))`,
    },
  },
  {
    id: 'work_stands_still',
    urgency: { high: 1 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (everything|system|site|app|platform|service|production|whole|entire|all|board|server|checkout|shop) (is|
        are|has|been|went)? (gone)? (down|offline|dead|blank|stopped|at a standstill);
        (nobody|no one|none of (us|our|the)|everyone|whole (team|office|company|department|warehouse)|
        entire (team|office|company)) .. (can|is|cannot|work|log|access|locked|stuck|standing|get in);
        (outage|standstill|cant work|cannot work|unable to work|losing (money|orders|sales|customers)|
        standing (around|still|idle)|production (integration|system|environment|line|is|down)|blocking (us|our|
        everything|payroll)|business critical|mission critical|showstopper|patients (are|waiting)|customers (are|
        cannot|cant|see|seeing|waiting)|waiting (and|room|customers)|drivers (are|standing|waiting)|
        since (early)? this morning|(orders|parcels|trucks|vans|lorries|staff) (are)? (waiting|stuck|piling))`,
      de: `
        (nichts geht|alles steht|steht alles|komplett ausgefallen|produktion steht|niemand kann|keiner kann|
        konnen nicht arbeiten|stillstand|totalausfall|ausfall)`,
      fr: `
        (tout est (bloque|en panne|arrete)|plus rien ne|personne ne peut|a l arret|production (arretee|bloquee)|
        bloques depuis|panne (totale|generale))`,
      es: `
        (todo (parado|caido|bloqueado)|parados|nadie puede|no podemos (trabajar|facturar|vender)|estamos parados|
        caido desde|perdiendo (ventas|dinero|clientes))`,
      it: `(tutto (fermo|bloccato)|nessuno (riesce|puo)|siamo fermi|fermi da|non possiamo lavorare|blocco totale)`,
      nl: `(alles (ligt|staat) (plat|stil)|niemand kan|kunnen niet werken|ligt (plat|eruit)|staan stil)`,
      pt: `
        (tudo parado|parados|ninguem consegue|nao conseguimos (trabalhar|vender|faturar)|estamos parados|
        fora do ar|perdendo (vendas|dinheiro|clientes))`,
    },
  },
  {
    id: 'no_hurry',
    urgency: { low: 1.3 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (no|not in a|not in any|in no|without|not a|not in a mad) (rush|hurry|urgency|urgent|particular rush|
        great rush|real rush|great hurry); (not|isnt|nothing) urgent; (take|taking) your time;
        (whenever|when) (you|someone|its|it is|suits|convenient|you have|you get) .. (time|moment|chance|minute|
        convenient|can|ready|suits)?; (any time|anytime|some time) (is fine|is ok|next year|will do|works|suits);
        (someday|some day|one day maybe|at some point|down the (line|road|track)|eventually maybe);
        next (year|financial year|fiscal year|spring|summer|autumn|winter|season|decade);
        (not|nothing) (until|before|till) (next|the new|january|february|march|april|may|june|july|august|
        september|october|november|december|spring|summer|autumn|after);
        (early|very early|initial|long term|far off|distant) (days|stage|stages|thinking|exploration|plan|future);
        (exploring|just starting|only starting|just beginning|starting to (look|think|research|explore)|
        years away|a year away|months away|low priority|no deadline|no timeline|no time pressure|back burner|
        no drama|when you get round|new to (all)? this|no need to (call|reply|rush|answer|hurry)|
        nobody is waiting|no budget|no project|not this year)`,
      de: `
        (keine eile|eilt nicht|nicht eilig|nicht dringend|kein zeitdruck|irgendwann|nachstes jahr|nachsten jahr|
        kommendes jahr|in ruhe|langfristig|noch kein konkret*|wenn sie (mal)? zeit|bei gelegenheit|erst (im|ab|
        nachstes)|hat zeit)`,
      fr: `
        (pas (urgent|presse|d urgence)|rien d urgent|quand vous (aurez|avez|pourrez)|l annee prochaine|
        l an prochain|un jour|plus tard|prenez votre temps|sans urgence|a l occasion|pas avant)`,
      es: `
        (sin prisa|no (es|hay|corre) (urgente|prisa)|no urge|cuando (puedan|podais|pueda|tengais)|
        el ano que viene|el proximo ano|algun dia|mas adelante|a futuro|sin urgencia|para el ano)`,
      it: `
        (senza fretta|non (e|c e) (urgente|fretta)|nessuna fretta|con calma|quando (potete|avete)|l anno prossimo|
        il prossimo anno|prima o poi|piu avanti|in futuro)`,
      nl: `
        (geen haast|niet dringend|niet urgent|wanneer het uitkomt|als jullie tijd|volgend jaar|ooit|op termijn|
        rustig aan|geen spoed|te zijner tijd)`,
      pt: `
        (sem pressa|nao (e|tem) (urgente|pressa)|quando (puderem|puder|der)|ano que vem|proximo ano|no futuro|
        mais pra frente|mais para frente|um dia|sem urgencia|com calma)`,
    },
  },
  {
    id: 'close_to_buying',
    stage: { decision: 1.1 },
    phrases: {
      en: `
        (ready to (buy|sign|go|order|start|purchase|proceed|move|commit)|(sign|signing|signed|signature|
        countersign*) (the|this|by|on|off|before|up for|with|a)?|contract (terms|draft|renewal|length|start|term|
        signature|review|redline*)|start date|go live (date|by|in|on)|purchase order|(budget|board|
        funding) (approved|is approved|has approved|signed off|agreed|approval)|(final|last) (decision|round|
        open point|step|point|question|hurdle|vendor|vendors|two|three|check)|(we have|weve|have) (chosen|
        selected|decided|picked|settled|narrowed)|(decided|deciding|choosing|decide) (on|between|by|this|next|
        tomorrow|to go|@day)|shortlist*|down to (you|two|three|the last|the final)|finalist*|preferred (supplier|
        vendor|bidder)|formal (quote|quotation|offer|proposal)|(quote|quotation|proposal|offer|price) (for|by|
        valid|on|covering|today|this) (# |our|the|a team of|about|around|roughly|@day)|for # (users|seats|people|
        licences|licenses|employees|agents|staff|sites|locations|stores|shops|branches|vans|drivers|desks|
        planners|teams|devices|rooms|beds|machines)|# (users|seats|licences|licenses|agents|planners)|order form|
        invoice us|card in hand|pay (by|annually|upfront|monthly|via)|want to (buy|order|purchase|sign up|
        subscribe)|like to (buy|order|purchase|sign up|subscribe)|rfp|rfq|renewal|renew (our|the|for)|
        upgrade (our|from|to)|(add|adding) (# |more|another|extra|a few) (seats|users|licences|licenses|more|
        locations|sites|people)|if (yes|so) we (go|sign|buy|start|are)|before (we|i) (sign|commit|buy|decide|
        put our))`,
      de: `
        ((den vertrag|bestell*|auftrag erteilen) (unterschreiben|abschliessen|erteilen|unterzeichnen)?|
        unterschrift|(formelles|verbindliches|konkretes|schriftliches) angebot|angebot (fur|uber) #|fur # (nutzer|
        benutzer|arbeitsplatze|mitarbeiter|lizenzen|anwender|standorte|user|fahrzeuge)|# (nutzer|lizenzen|
        arbeitsplatze|anwender)|entscheid* (bis|am|noch|diese|nachste|wir)|budget (ist)? (freigegeben|genehmigt|
        steht)|starten (ab|zum|im)|bestellen|kaufen)`,
      fr: `
        (signer|signature|contrat|bon de commande|devis (pour|formel|de|detaille) (#|nos|notre|une)?|
        pour # (utilisateurs|personnes|postes|licences|collaborateurs|sites|salaries)|# (utilisateurs|postes|
        licences)|budget (valide|approuve|vote)|decision (finale|cette|lundi|avant)|demarrer (le|en|des|au)|
        commander|acheter)`,
      es: `
        (firmar|firma|contratar|contrato|pedido|presupuesto (para|formal|de) (#|nuestra|una)?|para # (usuarios|
        personas|licencias|empleados|puestos|trabajadores|tiendas)|# (usuarios|licencias|puestos)|
        presupuesto aprobado|decidimos (manana|el|esta)|empezar (el|en|ya)|comprar)`,
      it: `
        (firmare|firma|contratto|ordine|preventivo (per|formale) (#|la|il)?|per # (utenti|persone|licenze|
        postazioni|dipendenti|sedi)|# (utenti|licenze|postazioni)|budget approvato|decisione (finale|entro)|
        partire (dal|a|con)|acquistare|comprare)`,
      nl: `
        (tekenen|ondertekenen|(het|een) contract|bestellen|offerte (voor|op) (#|ons|onze)?|voor # (gebruikers|
        medewerkers|licenties|personen|werkplekken|vestigingen)|# (gebruikers|licenties|werkplekken)|
        budget (goedgekeurd|akkoord)|beslissing|beslissen (voor|deze|wij)|starten (op|per|in)|kopen|aanschaffen)`,
      pt: `
        (assinar|contrato|contratar|fechar (negocio|contrato|com)|pedido de compra|orcamento (para|formal) (#|
        nossa|uma)?|para # (usuarios|pessoas|licencas|funcionarios|colaboradores|lojas)|# (usuarios|licencas)|
        orcamento aprovado|decidir (ate|amanha|essa)|decidimos|comprar)`,
    },
  },
  {
    id: 'legal',
    intent: { pricing: 0.4 },
    stage: { decision: 0.5 },
    flag: 'legal_review',
    phrases: {
      en: `
        (msa|dpa|nda|lawyer|lawyers|legal (team|department|review|counsel|terms|has|will|wants|needs|are|is)|
        counsel|solicitor|solicitors|attorney|liability|indemnity|indemnification|redline*|red line*|red lined|
        data processing (agreement|addendum)|terms and conditions|master (services|service|
        subscription) agreement|governing law|jurisdiction|clause|clauses|contractual|contract (review|redlines|
        wording|language)|paper it|sla credits|breach of contract|baa|standard contractual clauses)`,
      de: `
        (rechtsabteilung|jurist*|anwalt|anwalte|haftung*|avv|auftragsverarbeitungsvertrag|agb|vertragsentwurf|
        vertragsprufung|klausel*|vertragsbedingungen)`,
      fr: `
        (juridique|juriste*|avocat*|responsabilite|clause*|cgv|dpa|accord de traitement|
        sous traitance des donnees|conditions generales|accord de confidentialite)`,
      es: `
        (juridic*|departamento legal|abogad*|clausula*|responsabilidad|encargado de tratamiento|
        contrato de encargo|condiciones generales|confidencialidad)`,
      it: `
        (legale|legali|avvocat*|clausol*|responsabilita|dpa|nomina a responsabile|condizioni generali|riservatezza)`,
      nl: `
        (juridisch*|jurist*|advocaat|verwerkersovereenkomst|aansprakelijkheid|clausule*|algemene voorwaarden|
        geheimhouding*)`,
      pt: `
        (juridic*|advogad*|clausula*|responsabilidade|termo* de|acordo de processamento|condicoes gerais|
        confidencialidade)`,
    },
  },
  {
    id: 'angry',
    flag: 'angry_sentiment',
    saidInAnyCase: true,
    phrases: {
      en: `
        (ridiculous|unacceptable|disgrac*|furious|appalling|appalled|outrageous|pathetic|joke|a farce|fuming|
        livid|disgusted|shambles|shameful|infuriat*|fed up|sick of|sick and tired|had enough|last straw|
        waste of (time|money)|worst|useless|incompeten*|shocking|radio silence|losing patience|lost patience|
        out of patience|patience is|so much for|for the (third|fourth|fifth|umpteenth|second|last|#) time|
        for crying|how hard can|do i have to|would you believe|well done|great job|bravo|thanks for nothing|
        have the decency|nobody (answers|replies|responds|calls|bothers|seems to)|no one (answers|replies|
        responds|calls|bothers|has bothered|has replied)|no (reply|answer|response) (to|from|in|for|since|yet|
        at all|whatsoever)|still (no|waiting|nothing|nobody|broken|not)|ignored (me|us|by|again|for|my)|
        ignoring (me|us|my|our)|being ignored|never (called|replied|answered|got back|heard|rang|responded)|(been|
        kept) waiting|hung up|(threaten*|complain|complaint|complaints|legal action|ombudsman|trading standards|
        leave a review|tell everyone|switch to (a|your) competitor|take our business|go elsewhere|going elsewhere|
        cancel (if|unless))|(should i|am i supposed to|are we supposed to) believe|lost a (day|week|fortnight|
        month)|times now|dare you|marvellous|charming|(third|fourth|fifth|sixth|seventh|tenth) (time|message|
        email|e mail|attempt|try|ticket|call)|chased (in|again|twice|you|up)|how is this hard|last try)`,
      de: `
        (unverschamt*|frechheit|inakzeptabel|unzumutbar|lacherlich|skandal|katastrophe|wutend|sauer|enttausch*|
        zum (dritten|vierten|wiederholten) mal|niemand (antwortet|meldet|reagiert)|keine (antwort|reaktion)|
        beschwer*|es reicht|nase voll|unmoglich|armutszeugnis|schlechter service)`,
      fr: `
        (inadmissible|inacceptable|scandaleux|honteux|ridicule|furieux|ras le bol|marre|decu*|lamentable|
        personne ne (repond|rappelle)|sans reponse|aucune reponse|toujours (pas|rien|aucune)|plainte|reclamation|
        pour la (troisieme|deuxieme|enieme)|se moque*|n importe quoi)`,
      es: `
        (inaceptable|vergonzos*|verguenza|indignad*|indignante|ridiculo|harto*|hartos|decepcion*|lamentable|
        nadie (contesta|responde|llama|nos)|sin respuesta|queja|reclamacion|por (tercera|segunda|enesima) vez|
        tomadura de pelo|lo minimo|ya esta bien|pesim*)`,
      it: `
        (inaccettabile|vergogn*|assurdo|ridicolo|furios*|stufo|stufi|stanco di|delus*|nessuno (risponde|richiama)|
        senza risposta|nessuna risposta|reclamo|per la (terza|seconda|ennesima) volta|pessim*|scandalos*)`,
      nl: `
        (onacceptabel|belachelijk|schandalig|schande|woedend|zat|beu|teleurgesteld|niemand (reageert|antwoordt|
        belt)|geen (reactie|antwoord)|klacht|voor de (derde|tweede|zoveelste) keer|waardeloos|slechte service)`,
      pt: `
        (inaceitavel|absurdo|vergonh*|ridiculo|revoltad*|indignad*|cansad*|decepcion*|ninguem (responde|atende|
        retorna)|sem resposta|nenhuma resposta|reclamacao|pela (terceira|segunda|enesima) vez|pessim*|descaso|
        procon)`,
    },
  },
  {
    id: 'big_organisation',
    flag: 'enterprise_account',
    saidInAnyCase: true,
    phrases: {
      en: `
        (group of companies|fortune (500|100|1000)|ftse|global (rollout|roll out|headquarters)|enterprise wide|
        company wide rollout)`,
    },
  },
];
