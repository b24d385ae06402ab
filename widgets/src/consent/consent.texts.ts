import type { Purpose } from '@tendero/schema';
import type { Language } from '../internal/locale.ts';

interface ConsentTexts {
  title: string;
  text: string;
  policy: string;
  acceptAll: string;
  refuseAll: string;
  choose: string;
  save: string;
  close: string;
  purposes: Record<Purpose, { name: string; text: string }>;
}

/** The banner's own words, for shoppers. */
export const CONSENT_TEXTS: Record<Language, ConsentTexts> = {
  en: {
    title: 'You decide what we remember',
    text: 'We would like to remember how you use this shop, so that we can serve you better. We keep nothing until you say so, the shop works just the same if you refuse, and you can change your mind at any time.',
    policy: 'How we handle your data',
    acceptAll: 'Accept all',
    refuseAll: 'Refuse all',
    choose: 'Let me choose',
    save: 'Save my choice',
    close: 'Close without changing anything',
    purposes: {
      analytics: {
        name: 'Counting visits',
        text: 'We see what is looked at and what is bought, to make the shop better.',
      },
      personalization: {
        name: 'Suggestions for you',
        text: 'We use what you look at and buy to show you goods and offers that suit you.',
      },
      marketing: {
        name: 'Hearing from us',
        text: 'We may write to you with news and offers, also through services that send for us.',
      },
      social: {
        name: 'Your profile elsewhere',
        text: 'If you log in with an account you have elsewhere, we may keep what it tells us about you, such as your name and e-mail address.',
      },
    },
  },
  es: {
    title: 'Tú decides qué recordamos',
    text: 'Nos gustaría recordar cómo usas la tienda para atenderte mejor. No guardamos nada hasta que tú lo digas, la tienda funciona igual si dices que no y puedes cambiar de idea cuando quieras.',
    policy: 'Cómo cuidamos tus datos',
    acceptAll: 'Aceptar todo',
    refuseAll: 'Rechazar todo',
    choose: 'Quiero elegir',
    save: 'Guardar mi elección',
    close: 'Cerrar sin cambiar nada',
    purposes: {
      analytics: {
        name: 'Contar visitas',
        text: 'Vemos qué se mira y qué se compra, para mejorar la tienda.',
      },
      personalization: {
        name: 'Sugerencias para ti',
        text: 'Con lo que miras y compras elegimos productos y ofertas que te vayan bien.',
      },
      marketing: {
        name: 'Noticias nuestras',
        text: 'Podemos escribirte con novedades y ofertas, también a través de servicios que envían por nosotros.',
      },
      social: {
        name: 'Tu perfil en otros sitios',
        text: 'Si entras con una cuenta que tienes en otro sitio, podemos guardar lo que nos cuente de ti, como tu nombre y tu correo.',
      },
    },
  },
};
