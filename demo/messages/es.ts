import type { MessageBook } from './book.ts';

export const SPANISH: MessageBook = {
  language: 'es',
  demo: [
    'Hola, tenemos {seats} técnicos en {city} y nos gustaría ver una demostración del producto esta semana.',
    'Quisiera hablar con un comercial y agendar una demo para nuestro equipo. Por favor, llámenme hoy si es posible.',
    'Nos interesa una prueba con ayuda para {seats} usuarios. Queremos decidir antes de fin de mes.',
  ],
  pricing: [
    '¿Cuánto cuesta para {seats} usuarios al año? Por favor, envíenos un presupuesto.',
    'Necesitamos una cotización para {seats} licencias con formación incluida. ¿Hay descuento por dos años?',
    '¿Pueden mandarnos la lista de precios? La necesitamos para la reunión del próximo lunes.',
  ],
  product: [
    '¿Su herramienta se integra con {tool}? Necesitamos sincronizar las citas en ambos sentidos.',
    '¿La aplicación móvil funciona sin conexión? Estamos comparando varias opciones.',
    '¿Dónde se alojan los datos? Nuestro departamento de informática debe aprobarlo antes de comprar.',
  ],
  support: [
    'Somos clientes y desde esta mañana nadie de nuestro equipo puede iniciar sesión en la cuenta. Es urgente, por favor ayúdennos.',
  ],
};
