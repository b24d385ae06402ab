/** Somebody who has a Plaza ID; the claims are those of OpenID Connect and three of the provider's own. */
export interface PlazaAccount {
  readonly sub: string;
  readonly name: string;
  readonly given_name: string;
  readonly family_name: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly birthdate: string;
  readonly gender: string;
  readonly locale: string;
  readonly friends_count: number;
  readonly interests: readonly string[];
  readonly pages_followed: readonly string[];
}

/** The people of the demo's provider. */
export const PEOPLE: readonly PlazaAccount[] = [
  person('Lucía Ferrer', {
    birthdate: '1988-04-17',
    gender: 'female',
    locale: 'es-ES',
    friends_count: 212,
    interests: ['tea', 'ceramics', 'gardening'],
    pages_followed: ['Amigos del Té', 'Huertos urbanos'],
  }),
  person('Mateo Ibáñez', {
    birthdate: '1975-11-02',
    gender: 'male',
    locale: 'es-ES',
    friends_count: 87,
    interests: ['cooking', 'olive oil', 'football'],
    pages_followed: ['Cocina de domingo'],
  }),
  person('Nora Whitfield', {
    birthdate: '1994-07-29',
    gender: 'female',
    locale: 'en-GB',
    friends_count: 431,
    interests: ['stationery', 'letter writing', 'interior design'],
    pages_followed: ['Pen Friends', 'Slow Interiors', 'Lamp Lovers'],
  }),
  person('Iker Olabarri', {
    birthdate: '2001-01-12',
    gender: 'non-binary',
    locale: 'eu-ES',
    friends_count: 958,
    interests: ['kites', 'board games', 'espadrilles'],
    pages_followed: ['Viento Norte'],
  }),
];

type Told = Pick<
  PlazaAccount,
  'birthdate' | 'gender' | 'locale' | 'friends_count' | 'interests' | 'pages_followed'
>;

function person(name: string, told: Told): PlazaAccount {
  const [given_name = name, family_name = ''] = name.split(' ');
  const handle = name
    .normalize('NFD')
    .replaceAll(/[^a-zA-Z ]/g, '')
    .toLowerCase()
    .replaceAll(' ', '.');
  return {
    sub: `plaza-${handle}`,
    name,
    given_name,
    family_name,
    email: `${handle}@plaza.example`,
    email_verified: true,
    ...told,
  };
}
