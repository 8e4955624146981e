import type { MessageBook } from './book.ts';

export const DUTCH: MessageBook = {
  language: 'nl',
  demo: [
    'Goedendag, wij hebben {seats} monteurs rond {city} en willen graag een demo van jullie product zien. Kan dat deze week?',
    'Kunt u mij terugbellen? Ik wil graag een afspraak met verkoop en een demo voor ons team.',
  ],
  pricing: [
    'Wat kost het voor {seats} gebruikers per jaar? Graag ontvang ik een offerte.',
    'Kunt u ons een prijsopgave sturen voor {seats} licenties inclusief training?',
  ],
  product: [
    'Is er een koppeling met {tool}? Onze afspraken moeten in beide systemen staan.',
    'Werkt de app ook offline? Wij vergelijken op dit moment drie leveranciers.',
  ],
};

export const PORTUGUESE: MessageBook = {
  language: 'pt',
  demo: [
    'Olá, temos {seats} técnicos em {city} e gostaríamos de ver uma demonstração do produto ainda esta semana.',
    'Gostaria de falar com um vendedor e agendar uma demo para a nossa equipe. Podem me ligar hoje?',
  ],
  pricing: [
    'Quanto custa para {seats} usuários por ano? Por favor, enviem um orçamento.',
    'Precisamos de uma cotação para {seats} licenças com treinamento incluído. Há desconto para dois anos?',
  ],
  product: [
    'O sistema tem integração com {tool}? Precisamos sincronizar os agendamentos.',
    'O aplicativo funciona sem internet? Estamos comparando três fornecedores.',
  ],
};

export const ITALIAN: MessageBook = {
  language: 'it',
  demo: [
    'Buongiorno, abbiamo {seats} tecnici a {city} e vorremmo vedere una demo del prodotto questa settimana.',
    'Vorrei parlare con un commerciale e fissare una dimostrazione per il nostro team. Potete richiamarmi oggi?',
  ],
  pricing: [
    "Quanto costa per {seats} utenti all'anno? Vi prego di inviarci un preventivo.",
    'Ci serve un preventivo per {seats} licenze, formazione inclusa. Ci sono sconti per due anni?',
  ],
  product: [
    'Il vostro software si integra con {tool}? Dobbiamo sincronizzare gli appuntamenti.',
    "L'app funziona anche offline? Stiamo confrontando diversi fornitori.",
  ],
};
