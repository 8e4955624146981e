import type { Concept } from './concept.ts';

/** What people say who have an account, an invoice or a record with us. */
export const CUSTOMERS: readonly Concept[] = [
  {
    id: 'billing_of_a_customer',
    intent: { technical_support: 1.2 },
    saidInAnyCase: true,
    flag: 'existing_customer',
    phrases: {
      en: `
        (charged|billed|invoiced|debited) (us|me|our|my|twice|again|for|the|double|wrong|wrongly|#);
        (double|over) (charged|billed|charge|billing); overcharged; refund*;
        (my|our|last|your|latest|this|the|this months|march|april|may|june|july|august|september|october|november|
        december|january|february) (invoice|invoices|bill|receipt|receipts|statement) .. (wrong|incorrect|missing|
        shows|has|have|copy|still|does|is|says|again|address|number|needs);
        (copy|copies) of (our|my|the|all)? .. (invoice|invoices|receipts);
        (change|update|amend|correct) .. (billing|payment method|card details|vat number|invoice|credit card|
        company name|bank); credit note; (direct debit|payment) (bounced|failed|was taken|went through)`,
      de: `
        (doppelt|falsch|zu viel|erneut) (abgebucht|berechnet|belastet);
        (rechnung|rechnungen) .. (falsch|fehlt|stimmt|korrigieren|nicht|andern|herunterladen); ruckerstattung;
        erstattung; gutschrift; rechnungsadresse andern; abgebucht`,
      fr: `
        (preleve*|facture*|debite*) (deux fois|a tort|en double|en trop|#); rembours*;
        (facture|factures) .. (erreur|erronee|fausse|manque|incorrecte|telecharger|espace); avoir sur;
        mes factures; ma facture; notre facture`,
      es: `
        (cobrado|cobraron|facturado|cargado|cargo) .. (dos veces|doble|duplicado|de mas); reembolso; devolucion;
        (factura|facturas) .. (error|mal|incorrecta|falta|duplicada|no|descargar); mi factura; nuestra factura;
        abono de`,
      it: `
        (addebitat*|fatturat*) .. (due volte|doppio|errore|piu); rimborso;
        (fattura|fatture) .. (errata|sbagliata|manca|non|errore|scaricare); la nostra fattura; nota di credito`,
      nl: `
        (dubbel|twee keer|verkeerd) (afgeschreven|gefactureerd|betaald); terugbetaling;
        (factuur|facturen) .. (klopt|fout|ontbreekt|niet|onjuist|kwijt); creditnota; onze factuur; mijn factuur`,
      pt: `
        (cobrad*|debitad*) .. (duas vezes|duplicad*|indevid*|mais|em dobro); reembolso; estorno;
        (fatura|boleto|nota fiscal) .. (errad*|nao|segunda via|duplicad*|falta); segunda via; minha fatura;
        nossa fatura`,
    },
  },
  {
    id: 'cancel',
    intent: { technical_support: 1.6 },
    saidInAnyCase: true,
    flag: 'existing_customer',
    phrases: {
      en: `
        (cancel|cancelling|canceling|terminate|terminating|end|close|discontinue|downgrade) (my|our|the|this|
        your) (current|annual|monthly|paid|whole|trial)? (subscription|account|plan|contract|licence|license|
        licences|service|agreement|membership|workspace|renewal|auto renewal);
        account (closed|cancelled|deleted|closure); cancellation;
        (do not|dont|wont|will not|not) (renew|be renewing|renewing); close our account; formal notice;
        (leave|leaving|come off|drop|exit) (the|your) .. (plan|platform|contract|service|subscription);
        cancel outright; (give|giving|serve) notice; deactivate (my|our|the) (account|subscription);
        we are leaving`,
      de: `
        kundig*; (vertrag|abo|abonnement) .. (beenden|kundigen|auflosen); nicht verlangern;
        konto (schliessen|loschen)`,
      fr: `
        resili*; (annuler|arreter|mettre fin) .. (abonnement|contrat|compte); fermer .. compte; desabonn* de notre`,
      es: `
        (darnos|darme|dar|damos|doy) de baja;
        (cancelar|anular|rescindir) .. (suscripcion|cuenta|contrato|plan|servicio|licencia*); cerrar .. cuenta;
        no renovar`,
      it: `
        (disdire|disdetta|recesso|recedere); (cancellare|annullare|chiudere) .. (abbonamento|account|contratto);
        non rinnovare`,
      nl: `
        (opzeggen|opzegging|zeggen .. op|stopzetten|beeindigen);
        (abonnement|contract) .. (stoppen|annuleren|beeindigen); niet verlengen`,
      pt: `
        (cancelar|cancelamento|encerrar|rescindir) .. (assinatura|conta|contrato|plano|servico); nao renovar;
        cancelamento`,
    },
  },
  {
    id: 'support_ticket',
    intent: { technical_support: 1.2 },
    saidInAnyCase: true,
    flag: 'existing_customer',
    phrases: {
      en: `
        (ticket|case|incident|request) (#|number|no|id|ref|still|open|opened);
        (opened|open|raised|raise|logged|submitted|filed|closed|closing|answer|reply to) (a|my|our|the|another|#|
        this|three|two)? (support)? (ticket|tickets|case|cases); (my|our|the|your) (support)? (ticket|tickets);
        (customer|technical|tech) support; contact support;
        (your|the) (support|helpdesk) (team|line|desk|queue|agent|chat)`,
      de: `
        ticket (#|nummer|nr|offen); ticketnummer;
        (support|kundendienst|hotline) .. (antwort*|erreich*|meldet|reagiert)`,
      fr: `ticket (#|numero|ouvert|reste|sans); (votre|le) (support|service client|sav)`,
      es: `
        (ticket|tickets|incidencia) (#|numero|abiert*|sin);
        (contesta|responde|responden|contestan) .. (ticket|tickets|soporte); soporte tecnico`,
      it: `ticket (#|numero|aperto|senza); (vostra|la) assistenza; assistenza tecnica`,
      nl: `ticket (#|nummer|open|staat); (jullie|de) (helpdesk|support|klantenservice)`,
      pt: `(chamado|ticket|protocolo) (#|numero|abert*|sem); suporte tecnico; o suporte`,
    },
  },
  {
    id: 'own_account',
    intent: { technical_support: 0.6 },
    saidInAnyCase: true,
    flag: 'existing_customer',
    phrases: {
      en: `
        (my|our) (account|login|log in|password|subscription|licence|license|licences|licenses|workspace|instance|
        tenant|renewal|renewal notice|account manager|csm|customer success|customer number|api key|account number|
        username|portal login|invoice|plan); (customer|cust|account|client|contract|subscription) (no|number|id|#);
        username is; we pay (for|you|your|#|every); (paying|pay) (you|for your|customer|user|customers);
        my (team|users|colleagues) (cant|cannot|get|see)`,
      de: `
        (unser|unsere|unserem|mein|meine|meinem) (konto|account|zugang|abo|vertrag|lizenz*|kundennummer|rechnung*|
        ansprechpartner|tarif); kundennummer`,
      fr: `
        (mon|ma|notre|nos|mes) (compte|abonnement|licence*|espace client|contrat|facture*|forfait|identifiant*);
        numero client; espace client`,
      es: `
        (mi|nuestra|nuestro) (cuenta|suscripcion|licencia*|contrato|factura*|plan|usuario); numero de cliente;
        pagamos (cada|puntual*|todos)`,
      it: `
        (il nostro|la nostra|il mio|nostro|nostra) (account|abbonamento|contratto|licenza|fattura|piano);
        codice cliente; numero cliente`,
      nl: `(ons|onze|mijn) (account|abonnement|contract|licentie*|factuur|klantnummer); klantnummer`,
      pt: `(minha|nossa|nosso|meu) (conta|assinatura|licenca|contrato|fatura|plano|acesso); codigo do cliente`,
    },
  },
  {
    id: 'erase_my_data',
    intent: { technical_support: 0.5, research: 0.55 },
    saidInAnyCase: true,
    flag: 'personal_data_request',
    phrases: {
      en: `
        (delete|erase|remove|wipe|destroy) (all)? (my|our|the|any|his|her|their) (personal|contact|user)? (data|
        details|profile|information|record|records|cv|number|mobile|e mail|email|address|account);
        right to (erasure|be forgotten); (art|article) (15|17); (subject access|access) request; dsar;
        (copy|what) .. (data|information) .. (hold|have|store|held|stored) .. (about|on) me;
        (stop|quit) (calling|contacting|emailing|e mailing|ringing|texting|mailing|sending) (me|us|my|our);
        unsubscribe (me|us|my|from); take (me|my|us|our) .. off (your|the);
        off your (list|dialler|dialer|mailing|database); remove (me|us) from; (opt|opting) (me|us)? out;
        dont (call|contact|email|phone|ring) (me|us) (again|any); do not contact me`,
      de: `
        (daten|konto|profil|bewerbung*|angaben) .. (loschen|entfernen|vernichten); loschen sie;
        (auskunft|art|artikel) (nach|gemass|15|17|uber); dsgvo (auskunft|art|anfrage|loschung);
        (nicht mehr|keine) (anrufen|kontaktieren|werbung|anrufe|mails|newsletter); abmelden vom`,
      fr: `
        (supprimer|effacer|suppression|effacement) .. (donnees|compte|coordonnees|profil);
        droit (a l oubli|d acces|a l effacement);
        (ne plus|arreter|cessez|arretez) .. (appeler|contacter|recevoir|appels|m appeler); me desabonner;
        desinscri*`,
      es: `
        (borrar|eliminar|supriman|borren|eliminen|supresion) .. (datos|cuenta|perfil);
        derecho (al olvido|de acceso|de supresion);
        (dejen|dejad|no me|no nos) .. (llamar|llamen|contactar|escribir|llameis)`,
      it: `
        (cancellare|eliminare|cancellazione|rimuovere) .. (dati|profilo); diritto (all oblio|di accesso);
        (smettete|smettetela|non) .. (chiamarmi|contattarmi|chiamare|contattatemi); disiscriver*`,
      nl: `
        (gegevens|profiel) .. (verwijderen|wissen|inzien); verwijder .. (gegevens|mijn); avg verzoek;
        (niet meer|stop met) .. (bellen|mailen|benaderen); afmelden`,
      pt: `
        (apagar|excluir|remover|exclusao|eliminar) .. (dados|cadastro|perfil); lgpd (solicit*|exclus*|art*);
        (parem|parar) de .. (ligar|me ligar|enviar|mandar); descadastrar`,
    },
  },
  {
    id: 'says_customer',
    intent: { technical_support: 0.25 },
    flag: 'existing_customer',
    phrases: {
      en: `
        (existing|current|paying|long time|longtime|long standing|loyal|happy|already|been a|been) (a)? (customer|
        customers|client|clients|subscriber|subscribers|user);
        (customer|customers|client|clients|users|subscribers|with you) (since|for # years|for the past|for over);
        (were|are|im|am|as) (already)? (a|your) (paying|existing)? (customer|client|customers|clients|
        users) of (yours|you); we (already|currently|now|have)? (use|used|been using|are using) (your|you|yours);
        (ive|weve|i have|we have) (been)? (used|using|with) (your|you|yours); past (three|two|four|five|# ) years;
        on (your|the) (pro|starter|business|team|premium|basic|professional|standard|growth|enterprise) (plan|
        tier|package);
        (upgrade|upgrading|add) (our|from|from our|seats|more seats|more users|# more|#) (current|existing|plan|
        seats|users|licences|licenses); (extra|additional|more) (seats|users|licences|licenses|locations|sites)`,
      de: `
        (sind|bin|seit) .. (bestandskunde|kunde|kunden|kundin) (bei ihnen|bei euch|seit)?; bestandskund*;
        (nutzen|verwenden|haben) (ihre|eure|wir ihre) (software|losung|produkt|tool) (seit|bereits|schon);
        zusatzliche (lizenzen|nutzer)`,
      fr: `
        (sommes|suis|deja) (deja)? (client|clients|cliente); client (depuis|existant);
        (utilisons|utilise) (deja)? votre .. depuis; licences supplementaires`,
      es: `
        (somos|soy|ya) (ya)? (clientes|cliente); cliente desde; (usamos|utilizamos) vuestr* .. desde;
        (licencias|usuarios) adicionales`,
      it: `
        (siamo|sono|gia) (gia)? (clienti|cliente|vostri clienti); (usiamo|utilizziamo) .. vostr* .. da;
        licenze aggiuntive`,
      nl: `
        (zijn|ben|al|bestaande) (al)? (klant|klanten); (gebruiken|gebruik) .. (jullie|uw) .. (al|sinds);
        extra (licenties|gebruikers)`,
      pt: `
        (somos|sou|ja) (ja)? (clientes|cliente); (usamos|utilizamos) .. voces .. (desde|ha);
        (licencas|usuarios) adicionais`,
    },
  },
  {
    id: 'known_twice',
    flag: 'duplicate_record',
    saidInAnyCase: true,
    phrases: {
      en: `
        exist twice;
        (merge|combine|join) (our|my|the|these) (two|duplicate|both) (accounts|records|profiles|contacts);
        (you|youll) .. (find me|have me) .. (records|already|twice|system);
        (already|me again|filled this in|submitted this|sent this|wrote) (in your (system|records|database|crm)|
        on your books|from my (private|personal|other|work) address|under my (old|maiden|previous) name);
        under my (old|maiden|previous|former) name; duplicate (account|record|contact|profile|entry)`,
      de: `
        (doppelt|zweimal) (angelegt|erfasst|vorhanden|registriert); bereits (ein formular|angefragt|geschrieben)`,
      fr: `(deux fois|en double) (dans|enregistre|inscrit*); deja (rempli|envoye|ecrit)`,
      es: `(dos veces|duplicad*) (en|registrad*); ya (rellene|envie|escribi)`,
      it: `(due volte|doppio) (registrat*|nel|in); gia (compilato|inviato|scritto)`,
      nl: `(dubbel|twee keer) (geregistreerd|in jullie); al eerder (ingevuld|gemaild)`,
      pt: `(duas vezes|duplicad*) (no|cadastrad*); ja (preenchi|enviei|escrevi)`,
    },
  },
];
