import type { PlazaAccount } from './people.ts';

interface PersonProps {
  readonly action: string;
  readonly people: readonly PlazaAccount[];
  readonly shop: string;
}

/** Plaza ID's login: a demo needs no password, only a choice of who to be. */
export function PersonPage({ action, people, shop }: PersonProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Plaza ID</title>
        <link rel="icon" type="image/svg+xml" href="/icon.svg" />
        <link rel="stylesheet" href="/assets/shop.css" />
      </head>
      <body class="plaza">
        <main>
          <p class="plaza-sign">Plaza ID</p>
          <h1>Who are you today?</h1>
          <p lang="es">¿Quién quieres ser hoy?</p>
          <form method="post" action={action}>
            {people.map((person) => (
              <button class="person" name="sub" value={person.sub}>
                <span class="initials" aria-hidden="true">
                  {person.given_name.charAt(0) + person.family_name.charAt(0)}
                </span>
                <span>
                  <strong>{person.name}</strong>
                  <small>{person.interests.join(' · ')}</small>
                </span>
              </button>
            ))}
          </form>
          <p class="note">
            {`${shop} will be told name, e-mail, date of birth, gender, language, number of friends and interests.`}
          </p>
          <p class="note" lang="es">
            {`${shop} sabrá tu nombre, correo, fecha de nacimiento, género, idioma, número de amigos e intereses.`}
          </p>
        </main>
      </body>
    </html>
  );
}
