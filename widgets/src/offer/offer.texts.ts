import type { Language } from '../internal/locale.ts';

interface OfferTexts {
  label: string;
  code: string;
  copy: string;
  copied: string;
  /** Where the browser forbids copying and the code was selected instead. */
  selected: string;
  close: string;
}

/** The widget's own words. */
export const OFFER_TEXTS: Record<Language, OfferTexts> = {
  en: {
    label: 'Offer',
    code: 'Your code',
    copy: 'Copy',
    copied: 'Copied',
    selected: 'Selected, now copy it',
    close: 'Close this offer',
  },
  es: {
    label: 'Oferta',
    code: 'Tu código',
    copy: 'Copiar',
    copied: 'Copiado',
    selected: 'Seleccionado, ya puedes copiarlo',
    close: 'Cerrar esta oferta',
  },
};
