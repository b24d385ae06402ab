import type { Words } from './en.ts';

/** Palabras de las páginas para quien lleva la web de la tienda. */
export const workshopWordsEs: Pick<Words, 'delivery' | 'siteTest'> = {
  delivery: {
    title: 'Libro de entregas',
    help: 'Cada evento que llega al recolector tiene un solo desenlace, así que las columnas cuadran.',
    lastHour: 'La última hora, minuto a minuto',
    lastDay: 'Las últimas 24 horas, hora a hora',
    when: 'Cuándo',
    received: 'Recibidos',
    stored: 'Guardados',
    duplicate: 'Repetidos',
    no_consent: 'Sin permiso',
    bot: 'Robots',
    rejected: 'Rechazados',
    replayed: 'Recuperados',
    sum: 'Suma',
    balanced: 'Las cuentas cuadran: lo recibido es la suma de los desenlaces.',
    unbalanced: (text) =>
      `Las cuentas no cuadran: a ${text} eventos les falta un desenlace. Avísanos, por favor: es un fallo.`,
    late: (n, text) =>
      n === 1
        ? `${text} evento se reconoció más tarde como repetido.`
        : `${text} eventos se reconocieron más tarde como repetidos.`,
    lateHelp: (stored, distinct) =>
      `${stored} guardados − ${distinct} distintos. Están guardados una vez y cuentan una vez en todas partes.`,
    empty: 'No ha llegado nada en este tiempo',
    emptyHelp: 'Pon la etiqueta en tu tienda y mira cómo llega el primer evento.',
    rejections: 'Por qué se rechazaron eventos',
    rejectionsHelp:
      'En los últimos 30 días. Lo más habitual es que una página envíe un campo con otra forma.',
    noRejections: 'No se ha rechazado ningún evento. Buen trabajo.',
    code: 'Motivo',
    path: 'Campo',
    message: 'Qué se esperaba y qué llegó',
    count: 'Eventos',
    last: 'Último',
    server: 'Del servidor de tu tienda, en las últimas 24 horas',
    serverHelp:
      'Pedidos, devoluciones y contactos. Si se envía otra vez, el nuevo sustituye al anterior.',
    bots: 'Robots por su nombre',
    botsHelp:
      'En los últimos 30 días: programas que vinieron con el permiso de alguien. No cuentan en ningún otro sitio. Los que no lo traían están en «Sin permiso».',
    noBots: 'No se ha visto ningún robot.',
    family: 'Se hace llamar',
    first: 'Primero',
    replayTitle: 'Revisar los eventos rechazados',
    replayAsk: (n, text) =>
      n === 1
        ? `Guardamos ${text} evento rechazado con su contenido. ¿Lo revisamos otra vez?`
        : `Guardamos ${text} eventos rechazados con su contenido. ¿Los revisamos otra vez?`,
    replayHelp:
      'Merece la pena tras una actualización o un cambio de límites. Lo que hoy sea correcto se guarda una sola vez, con su hora, si la persona aún lo permite. Repetirlo no cambia nada.',
    replayDo: 'Revisarlos ahora',
    replayBack: 'Volver al libro de entregas',
    replayStored: (n, text) =>
      n === 0
        ? 'Ninguno es correcto hoy, así que no se ha guardado nada.'
        : n === 1
          ? `${text} evento ya está guardado, anotado como recuperado.`
          : `${text} eventos ya están guardados, anotados como recuperados.`,
    replayRejected: (n, text) =>
      n === 1
        ? `${text} sigue sin ser correcto y queda rechazado.`
        : `${text} siguen sin ser correctos y quedan rechazados.`,
    replayNoConsent: (n, text) =>
      n === 1
        ? `${text} se ha dejado como estaba: la persona ya no lo permite.`
        : `${text} se han dejado como estaban: las personas ya no lo permiten.`,
    chartHelp: (received) => `${received} eventos recibidos en las últimas 24 horas.`,
  },
  siteTest: {
    title: 'Probar mi web',
    help: 'Pon la etiqueta en tus páginas, abre una de ellas y mira esta pantalla.',
    step1: 'Pon esto al principio del «body» de cada página',
    step1Help: (origin) => `Para las páginas de ${origin}.`,
    step2: 'Abre una página de tu tienda',
    step2Help: 'Da tu permiso en el aviso: sin él no se puede enviar nada, y nada llegará.',
    step3: 'Mira lo que llega',
    origins: 'Dónde puede estar tu etiqueta',
    origin: 'Dirección de tu tienda',
    originHelp: 'Como https://tienda.example',
    check: 'Comprobar',
    listed: 'está en la lista de esta tienda',
    notListed: 'no está en la lista de esta tienda',
    notListedHelp: 'Añádela a «origins» en el archivo de configuración y reinicia el recolector.',
    badOrigin: 'Esto no es la dirección de una página. Debe ser como https://tienda.example',
    lastEvent: (when) => `último evento: ${when}`,
    noEvent: 'ningún evento en los últimos 30 días',
    noEventHelp: 'Falta la etiqueta, o no ha pasado nadie que permita medir.',
    refusals: 'Peticiones rechazadas',
    refusalsHelp: 'Desde que arrancó el recolector, las más recientes primero.',
    noRefusals: 'No se ha rechazado ninguna petición.',
    when: 'Cuándo',
    from: 'De dónde',
    what: 'Qué se pidió',
    why: 'Por qué',
    noOrigin: 'sin dirección',
    recent: 'Llegado en los últimos 15 minutos',
  },
};
