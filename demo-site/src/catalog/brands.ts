import type { Words } from './product.ts';

/** The makers behind the goods, each with the sentence that its products carry. */
export const BRANDS: Readonly<Record<string, Words>> = {
  'Barro Viejo': {
    en: 'Barro Viejo is a family pottery that still fires with almond shells.',
    es: 'Barro Viejo es un alfar familiar que todavía cuece con cáscara de almendra.',
  },
  'La Encina': {
    en: 'La Encina works only with timber from pruned and fallen trees.',
    es: 'La Encina solo trabaja madera de poda y de árboles caídos.',
  },
  'Hierro Dulce': {
    en: 'Hierro Dulce is two sisters, a forge and a great deal of patience.',
    es: 'Hierro Dulce son dos hermanas, una fragua y mucha paciencia.',
  },
  'Té de Tres': {
    en: 'Té de Tres believes that there is always time for a second cup.',
    es: 'En Té de Tres creen que siempre hay tiempo para otra taza.',
  },
  'Sal y Lino': {
    en: 'Sal y Lino weaves by the sea and dries everything in the sun.',
    es: 'Sal y Lino teje junto al mar y lo seca todo al sol.',
  },
  'Huerto Alto': {
    en: 'Huerto Alto grows, preserves and packs on one and the same hill.',
    es: 'Huerto Alto cultiva, conserva y envasa en la misma loma.',
  },
  'Tinta Fina': {
    en: 'Tinta Fina prints and binds in a former post office.',
    es: 'Tinta Fina imprime y encuaderna en una antigua estafeta.',
  },
  'Faro Chico': {
    en: 'Faro Chico makes light that flatters everybody at the table.',
    es: 'Faro Chico hace luces que favorecen a toda la mesa.',
  },
  'Paso Corto': {
    en: 'Paso Corto sews its soles by hand, stitch by stitch.',
    es: 'Paso Corto cose sus suelas a mano, puntada a puntada.',
  },
  'Tres Gatos': {
    en: 'Tres Gatos tests everything on three children and three cats.',
    es: 'Tres Gatos lo prueba todo con tres niños y tres gatos.',
  },
};
