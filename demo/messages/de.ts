import type { MessageBook } from './book.ts';

export const GERMAN: MessageBook = {
  language: 'de',
  demo: [
    'Guten Tag, wir planen {seats} Techniker im Raum {city} und würden Ihr Produkt gern in einer Demo sehen. Passt Ihnen diese Woche ein Termin?',
    'Wir möchten eine Vorführung für unser Team vereinbaren. Bitte rufen Sie mich zurück, am besten heute noch.',
    'Könnten Sie uns einen Testzugang einrichten? Wir sind {seats} Mitarbeiter im Außendienst und wollen bis Monatsende entscheiden.',
    'Ein Kollege hat Sie auf der Messe kennengelernt. Ich hätte gern ein Gespräch mit dem Vertrieb und eine kurze Demo.',
  ],
  pricing: [
    'Was kostet die Lizenz für {seats} Nutzer im Jahr? Bitte senden Sie mir ein Angebot.',
    'Bitte schicken Sie uns Ihre Preisliste. Gibt es einen Rabatt bei einem Vertrag über zwei Jahre?',
    'Wir benötigen bis nächste Woche ein Angebot für {seats} Techniker inklusive Einführung.',
  ],
  product: [
    'Lässt sich Ihre Software an {tool} anbinden? Wir brauchen die Termine in beide Richtungen.',
    'Wo werden die Daten gespeichert, und sind Sie DSGVO-konform? Unsere IT muss das vor dem Kauf prüfen.',
    'Funktioniert die App auch ohne Netz? Wir vergleichen gerade drei Anbieter.',
  ],
  support: [
    'Wir sind Kunde bei Ihnen und seit heute Morgen kann sich niemand mehr anmelden. Bitte dringend um Hilfe, das System funktioniert nicht.',
    'Die letzte Rechnung für unser Konto ist falsch, wir wurden doppelt abgerechnet. Bitte korrigieren Sie die Rechnung.',
  ],
  vendorPitch: [
    'Wir sind eine SEO-Agentur und bringen Ihre Webseite auf Platz 1 bei Google. Dürfen wir Ihnen unser Angebot für unsere Dienstleistungen vorstellen?',
  ],
  careers: ['Ich suche eine neue Stelle und möchte mich bei Ihnen bewerben. Anbei meine Bewerbung mit Lebenslauf.'],
};
