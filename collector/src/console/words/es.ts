import type { Words } from './en.ts';
import { peopleWordsEs } from './es-people.ts';
import { shelvesWordsEs } from './es-shelves.ts';
import { workshopWordsEs } from './es-workshop.ts';

/** Lo que dice la consola en español. */
export const es: Words = {
  ...peopleWordsEs,
  ...shelvesWordsEs,
  ...workshopWordsEs,
  name: 'Español',
  otherLanguage: 'English',
  nav: {
    overview: 'Resumen',
    live: 'En directo',
    segments: 'Grupos',
    together: 'Se compran juntos',
    recommendations: 'Estantes',
    experiments: 'Experimentos',
    delivery: 'Libro de entregas',
    siteTest: 'Probar mi web',
    label: 'Páginas de la consola',
    sites: 'Tienda',
    skip: 'Saltar al contenido',
  },
  common: {
    includeTeam: 'Contar también a nuestro equipo',
    excludeTeam: 'Dejar fuera a nuestro equipo',
    teamIsIn: 'Nuestro equipo está incluido',
    logOut: 'Salir',
    show: 'Ver',
    asTable: 'Las cifras en una tabla',
    since: (when) => `desde el ${when}`,
    today: 'hoy',
    notFound: 'Aquí no hay nada',
    notFoundHelp:
      'Puede que el enlace sea de antes de reiniciar el recolector. Vuelve a encontrarlo desde el menú.',
    failed: 'No ha podido ser',
    failedHelp: 'La base de datos no respondió a tiempo. Inténtalo de nuevo en un momento.',
    refused: 'No se aceptó el formulario',
    refusedHelp:
      'No venía de esta consola, o esperó demasiado. Vuelve atrás, recarga la página e inténtalo otra vez.',
    insecureHelp:
      'Tu navegador no dice de dónde viene el formulario. Abre la consola por https o por localhost.',
    back: 'Ir al resumen',
  },
  login: {
    title: 'Adelante',
    name: 'Nombre',
    password: 'Contraseña',
    submit: 'Entrar',
    wrong: 'El nombre y la contraseña no van juntos.',
    wait: (minutes) =>
      `Demasiados intentos. Prueba otra vez dentro de ${minutes} ${minutes === 1 ? 'minuto' : 'minutos'}.`,
    noUsers:
      'Todavía no puede entrar nadie: añade un usuario en «console.users» de la configuración.',
  },
  overview: {
    title: (site) => `Cómo va ${site}`,
    day: 'Día',
    visitors: 'Visitantes',
    pageViews: 'Páginas vistas',
    orders: 'Pedidos',
    revenue: (currency) => `Vendido en ${currency}`,
    conversion: 'Visitantes que compraron',
    conversionHelp: (buyers, visitors) => `${buyers} de ${visitors}`,
    before: (value) => `el día anterior: ${value}`,
    sinceMidnight: (zone) => `desde las 00:00, hora de ${zone}`,
    wholeDay: (day) => `todo el ${day}`,
    byHour: 'Hora a hora',
    byDay: 'Los últimos 30 días',
    thisDay: 'este día',
    dayBefore: 'el día anterior',
    thisMonth: '30 días',
    monthBefore: 'los 30 de antes',
    chartHelp: (name, total, before) => `${name}: ${total}; en el periodo anterior: ${before}.`,
    soFar: 'por ahora',
    noFigures:
      'Aún no hay nada que dibujar, ni en este periodo ni en el anterior. Elige otro día arriba.',
    hour: 'Hora',
    unconfirmed: (n, text) =>
      `${text} ${n === 1 ? 'compra vista' : 'compras vistas'} en navegadores sin pedido del servidor de tu tienda:`,
    unconfirmedHelp:
      'No entran en las sumas de arriba: para el dinero solo cuenta el servidor de tu tienda.',
    refunds: (n, text) =>
      `${text} ${n === 1 ? 'devolución, sin descontar' : 'devoluciones, sin descontar'} de las sumas de arriba:`,
    viewed: 'Lo más visto',
    bought: 'Lo más comprado',
    product: 'Producto',
    people: 'Personas',
    pieces: 'Unidades',
    last30: (from) => `desde el ${from}`,
    noViews:
      'Nadie ha mirado un producto en estos 30 días. ¿Envía tu tienda view_item? En «Probar mi web» ves lo que llega.',
    noSales:
      'Ningún pedido en estos 30 días. Envía los pedidos desde el servidor de tu tienda o importa los que ya tienes.',
    consent: 'Lo que permite la gente',
    consentHelp: (people, from) =>
      `De ${people} que han decidido desde el ${from}. Quien lo rechaza todo en el primer aviso no deja rastro, así que no cuenta aquí.`,
    noConsent:
      'No ha llegado ninguna decisión en estos 30 días. Pon el aviso de consentimiento en tus páginas.',
    purposes: {
      analytics: 'Medir',
      personalization: 'Recomendaciones y ofertas',
      marketing: 'Recibir mensajes',
      social: 'Perfil de una cuenta social',
    },
    empty: 'Aún no hay nada este día',
    emptyHelp: 'Pon la etiqueta en tu tienda y mira cómo llega el primer evento.',
    emptyLast: (day) => `El último día con algo que ver es el ${day}.`,
    emptyAction: 'Probar mi web',
  },
};
