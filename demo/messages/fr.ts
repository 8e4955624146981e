import type { MessageBook } from './book.ts';

export const FRENCH: MessageBook = {
  language: 'fr',
  demo: [
    'Bonjour, nous avons {seats} techniciens autour de {city} et souhaitons voir une démonstration de votre produit cette semaine.',
    'Pouvez-vous me rappeler ? Je voudrais parler à un commercial et planifier une démo pour notre équipe.',
    "Nous aimerions un essai avec un accompagnement pour {seats} utilisateurs. Nous devons choisir un outil d'ici la fin du mois.",
  ],
  pricing: [
    'Quel est le tarif pour {seats} utilisateurs par an ? Merci de nous envoyer un devis.',
    'Pourriez-vous nous faire parvenir votre grille de prix ? Nous en avons besoin pour le budget de lundi prochain.',
    'Nous souhaitons un devis pour {seats} licences, formation comprise. Y a-t-il une remise sur deux ans ?',
  ],
  product: [
    'Votre logiciel peut-il se connecter à {tool} ? Nous avons besoin de synchroniser les rendez-vous.',
    'Où sont hébergées les données et êtes-vous conformes au RGPD ? Notre service informatique doit valider avant achat.',
    "L'application mobile fonctionne-t-elle hors ligne ? Nous comparons plusieurs solutions.",
  ],
  support: [
    "Nous sommes clients et depuis ce matin personne n'arrive à se connecter à notre compte. C'est urgent, merci de nous aider.",
    'Notre dernière facture est incorrecte : nous avons été facturés deux fois. Merci de corriger la facture de notre compte.',
  ],
  careers: ["Je suis à la recherche d'un stage et souhaite postuler chez vous. Vous trouverez mon CV en pièce jointe."],
};
