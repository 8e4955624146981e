import type { Concept } from './concept.ts';

/** Something is broken, or does not let the sender in. */
export const FAULTS: readonly Concept[] = [
  {
    id: 'fault',
    intent: { technical_support: 1.3 },
    saidInAnyCase: true,
    phrases: {
      en: `
        (doesnt|does not|dont|do not|didnt|wont|will not|isnt|is not|arent|are not|not|stopped|no longer|never|
        hasnt|stops) (work|working|works|load|loading|loads|open|opening|opens|sync|syncing|syncs|respond|
        responding|send|sending|showing|saving|connecting|start|starting|printing|updating|arriving|refreshing|
        appearing|generating|importing|exporting|posting|logging);
        (cant|cannot|can not|couldnt|unable to|not able to|can no longer|wont let me|wont let us) (log in|login|
        log on|log into|sign in|sign into|access|get in|get into|get back|open|upload|download|export|save|reset|
        see my|see our|find my|see any|edit|print|connect|sync|import|load); locked out;
        (keeps|keep|kept) (crashing|failing|freezing|logging|timing|saying|asking|spinning|showing|coming|
        disappearing|sending|getting); crash*;
        (is|are|was|were|been|went|gone|goes|still|completely|everything) (down|broken|stuck|frozen|blank|offline|
        unreachable|missing|corrupted|unresponsive);
        (fails|failing|failed) (with|to|on|since|at|every|again|silently);
        (getting|get|gets|got|shows|showing|throws|throwing|see|seeing|says|returns|gives|an|the|this|with|
        same) (an)? (error|errors|500|502|503|403|404|401|429); error (message|code|when|on|since|#);
        (returns|returning|return|gives|status|http) (500|502|503|403|404|401|429); (timed|times|timing) out;
        (a|the|this|that|weird|nasty|found) (bug|glitch|outage); outage; blank (page|screen); white screen;
        (spinning|endless) wheel; just spins; not responding; has been (silent|down|stuck|failing|broken);
        (been|sitting|stuck|hangs|frozen|stalled) at #; (import|sync|upload|export|migration|job|backup) stops at #; (disappeared|vanished|duplicated|duplicates);
        logs (us|me|everyone|them|our) .. out;
        (wrong|incorrect) (time|totals|total|amount|numbers|figures|date|timezone) (zone|on|in|since)?;
        twice as many; out of sync; greyed out; grayed out;
        (crawling|sluggish|super slow|extremely slow|very slow|painfully slow|unusable|laggy);
        (slow|slower) (since|today|again|this);
        cant (disable|delete|remove|add|change|edit|update|assign|invite|enable|restore|approve|submit|close);
        (still|keep|keeps|keeps on) (go|goes|going|sending|send|sends|show|shows) to the wrong;
        (to the|the) wrong (patients|patient|people|customers|customer|address|person|clients|client|account|
        order|orders|warehouse|printer|language|currency); wrong (invoice|amount|charge) again;
        (up|upload|uploads|sync|syncs|imports|exports|emails|notifications|payments|reports|reminders|logins|
        orders) (are|is|fail|fails|failing|failed|stopped|stop|dont|do not|arent|not|went|bounce|bouncing|
        crawling|missing); broke (after|since|with|last|our|the)`,
      de: `
        (funktioniert|funktionieren|geht|gehen|ladt|laden|startet|offnet|reagiert|synchronisiert|klappt|
        lauft) .. (nicht|nicht mehr|kaum|nirgends);
        (kann|konnen|komme|kommen) .. (nicht|nicht mehr) .. (einloggen|anmelden|zugreifen|offnen|hochladen|
        herunterladen|rein); fehlermeldung*; (fehler|fehlercode) (beim|bei|seit|in|#); absturz*; sturzt .. ab;
        storung; ausgefallen; (gesperrt|ausgesperrt); defekt; hangt seit; (leere|weisse) seite; kaputt;
        lasst sich nicht`,
      fr: `
        ne (fonctionne|marche|charge|repond|synchronise|s ouvre|demarre|passe) (plus|pas);
        (n arrive|n arrivons|arrive|arrivons|peux|pouvons|impossible) (plus|pas|de|plus a|pas a) .. (connecter|
        acceder|telecharger|ouvrir|exporter|importer|enregistrer|imprimer|valider|voir); impossible de;
        (message|code) d erreur; (en panne|hors service); plante; bug; page (blanche|vide);
        erreur (#|lors|depuis|quand|au); bloque*; est tombe`,
      es: `
        no (funciona|funcionan|carga|cargan|abre|responde|sincroniza|arranca|va|deja|me deja|nos deja|aparece|
        llegan|puedo entrar|podemos entrar|puedo acceder|podemos acceder);
        (no puedo|no podemos|no consigo|no conseguimos) .. (entrar|acceder|iniciar|descargar|abrir|exportar|subir|
        imprimir|ver); (mensaje|codigo) de error; (da|sale|dice|salta) .. error; caid*; averia*;
        fallo* (al|en|desde|con); (esta|estan|sigue) (bloquead*|rot*|roto|rota); se (cuelga|cierra|queda);
        pantalla en blanco`,
      it: `
        non (funziona|funzionano|carica|si apre|risponde|si sincronizza|parte|va|sincronizza|arrivano|arriva);
        non (riesco|riusciamo|posso|possiamo) .. (accedere|entrare|aprire|scaricare|esportare|stampare|caricare);
        (messaggio|codice) di errore; da errore; (bloccat*|si blocca|in crash|fuori uso);
        errore (#|quando|durante|dal|da|nel); pagina bianca; guasto`,
      nl: `
        (werkt|werken|laadt|laden|opent|reageert|synchroniseert|start|doet|gaat) .. (niet|niet meer);
        (kan|kunnen|krijg|krijgen) .. (niet|niet meer) .. (inloggen|openen|downloaden|bij|in|uploaden|exporteren);
        foutmelding*; storing; vastgelopen; loopt vast; (ligt|lig|plat) .. (plat|eruit); kapot;
        (lege|witte) pagina`,
      pt: `
        nao (funciona|funcionam|carrega|abre|responde|sincroniza|entra|esta funcionando|consigo|conseguimos|
        estamos conseguindo|esta abrindo); (mensagem|codigo) de erro; (da|dando|aparece) .. erro;
        (fora do ar|travad*|travando|trava|caiu|parou de|parado desde); erro (#|ao|quando|no|na); tela branca;
        bloquead*`,
    },
  },
  {
    id: 'fault_hint',
    intent: { technical_support: 0.6 },
    saidInAnyCase: true,
    phrases: {
      en: `
        since (the)? (last|latest|new|recent)? (update|upgrade|version|release|migration|yesterday|this morning|
        last night|last week|clocks); since @day; since #;
        (error|problem|issue|trouble|troubleshoot*|workaround|reproduce*|screenshot*|log file|logs attached|fix);
        (steps to|tried) (reproduce|restarting|chrome|reinstalling|clearing|logging);
        (please|can you|could you|could someone|can someone|could somebody|can somebody) (fix|look into|look at|
        check|restore|unlock|reset|reactivate|re send|resend|investigate|help); status page; in production;
        anyone else`,
      de: `
        seit (dem|der|gestern|heute|@day|letzt*|ein paar); (problem|probleme|fehler);
        (bitte|konnen sie|konnt ihr) .. (prufen|beheben|entsperren|zurucksetzen|freischalten)`,
      fr: `
        depuis (hier|ce matin|la mise|@day|le|la|# jours|une semaine); (probleme|souci|erreur);
        (pouvez vous|merci de|pourriez vous) .. (verifier|corriger|debloquer|reinitialiser|retablir)`,
      es: `
        desde (ayer|esta manana|el|la|hace|anoche); (problema|error|incidencia);
        (pueden|podeis|podrian|por favor) .. (revisar|arreglar|desbloquear|restablecer|solucionar)`,
      it: `
        da (ieri|stamattina|questa mattina|@day|# giorni|lunedi); dall (ultimo|aggiornamento); (problema|errore);
        (potete|potreste) .. (verificare|controllare|sistemare|sbloccare|ripristinare)`,
      nl: `
        sinds (gisteren|vanmorgen|vanochtend|@day|de|het|vorige); (probleem|fout);
        (kunnen jullie|kunt u|graag) .. (kijken|oplossen|herstellen|resetten|deblokkeren)`,
      pt: `
        desde (ontem|hoje|a|o|@day); (problema|erro);
        (podem|poderiam|favor) .. (verificar|corrigir|desbloquear|resolver|resetar)`,
    },
  },
  {
    id: 'login_and_password',
    intent: { technical_support: 1.2 },
    saidInAnyCase: true,
    flag: 'existing_customer',
    phrases: {
      en: `
        reset .. password; password reset; (forgot|forgotten|lost|change) .. password;
        (2fa|mfa|two factor|authenticator|verification) (code|codes|app|reset|device);
        (log in|login|sign in) (details|page|link|loop|problem|issue|doesnt|not|as)? (not|doesnt|loops|fails);
        (unlock|reactivate|transfer) (my|our|the) (account|user|admin); new admin;
        (admin|administrator|colleague) (has)? left`,
      de: `
        passwort (zurucksetzen|vergessen|reset|andern); zugang gesperrt; login (geht|funktioniert|klappt) nicht;
        zugangsdaten (vergessen|funktionieren)`,
      fr: `mot de passe (oublie|perdu|ne|a reinitialiser)?; compte bloque; identifiants`,
      es: `(contrasena|clave) (olvidad*|no|nueva)?; restablecer .. contrasena; cuenta bloqueada`,
      it: `
        (password|credenziali) (dimenticat*|non|smarrit*|persa|scadut*); reimpostare .. password; account bloccato`,
      nl: `wachtwoord; account geblokkeerd; inloggegevens`,
      pt: `
        (senha|acesso) (esquecid*|nao|nova|bloquead*); (redefinir|recuperar|resetar|esqueci) .. senha;
        conta bloqueada`,
    },
  },
  {
    id: 'how_do_i',
    intent: { technical_support: 0.55 },
    phrases: {
      en: `
        (how|where) (do|can|would|should) (i|we) (now|actually|still)? (add|change|remove|reset|turn|switch|
        delete|merge|move|update|find|edit|rename|see|download|disable|enable|invite|reconnect|restore|archive|
        export|upload|set up|set|create|assign|re send);
        how to (add|change|remove|reset|turn|delete|merge|update|edit|export|disable|enable|invite|restore|set up);
        where (is|are|has|have|did) (the|my|our) .. (button|gone|setting|settings|menu|tab|option|go);
        cant find (the|where|my); (walk|talk) me through (changing|setting|adding|resetting)`,
      de: `(wie|wo) (kann|konnen|stelle|stellen|finde|finden|andere|fuge|lege|losche|exportiere) (ich|wir)`,
      fr: `
        (comment|ou) (puis je|peut on|fait on|faire|ajouter|modifier|changer|supprimer|trouver|exporter|
        pouvons nous)`,
      es: `(como|donde) (puedo|podemos|se|hago|hacemos|anado|cambio|encuentro|elimino)`,
      it: `(come|dove) (posso|possiamo|si|faccio|facciamo|aggiungo|trovo|cambio)`,
      nl: `(hoe|waar) (kan|kunnen|moet|vind|vinden|voeg|wijzig|zet) (ik|we|wij)`,
      pt: `(como|onde) (posso|podemos|faco|fazemos|eu|adiciono|encontro|altero|mudo)`,
    },
  },
];
