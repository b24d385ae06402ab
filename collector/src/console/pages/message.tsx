import type { FC } from 'hono/jsx';
import { Document } from '../layout.tsx';
import { type Language, wordsOf } from '../language.ts';

/** A page that says one thing: nothing there, not accepted, did not work. */
export const MessagePage: FC<{ language: Language; title: string; help: string }> = ({
  language,
  title,
  help,
}) => (
  <Document language={language} title={title}>
    <main class="login">
      <p class="brand">Tendero</p>
      <h1>{title}</h1>
      <p>{help}</p>
      <p>
        <a href="/console">{wordsOf(language).common.back}</a>
      </p>
    </main>
  </Document>
);
