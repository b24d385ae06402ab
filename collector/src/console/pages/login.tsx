import type { FC } from 'hono/jsx';
import { Document, LanguageLink } from '../layout.tsx';
import { type Language, otherLanguage, wordsOf } from '../language.ts';

/** The way in. `message`: why the last attempt did not work. */
export const LoginPage: FC<{
  language: Language;
  formToken: string;
  message?: string | undefined;
  /** Path of the console to go to afterwards. */
  to: string;
}> = ({ language, formToken, message, to }) => {
  const words = wordsOf(language);
  return (
    <Document language={language} title={words.login.title}>
      <main class="login">
        <p class="brand">Tendero</p>
        <h1>{words.login.title}</h1>
        {message === undefined ? undefined : (
          <p class="warning" role="alert">
            {message}
          </p>
        )}
        <form method="post" action="/console/login">
          <input type="hidden" name="token" value={formToken} />
          <input type="hidden" name="to" value={to} />
          <label>
            {words.login.name}
            <input name="name" autocomplete="username" required maxlength={200} autofocus />
          </label>
          <label>
            {words.login.password}
            <input
              name="password"
              type="password"
              autocomplete="current-password"
              required
              maxlength={200}
            />
          </label>
          <button type="submit">{words.login.submit}</button>
        </form>
        <LanguageLink
          {...{ language, words }}
          href={`/console/login?lang=${otherLanguage(language)}`}
        />
      </main>
    </Document>
  );
};
