import type { Context } from 'hono';
import { wordsOf } from './language.ts';
import { MessagePage } from './pages/message.tsx';
import type { ConsoleEnv } from './screen.ts';

/** What is asked for is not there, or not in the chosen shop. */
export function notFound(c: Context<ConsoleEnv>): Response | Promise<Response> {
  const language = c.get('language');
  const { common } = wordsOf(language);
  return c.html(
    <MessagePage language={language} title={common.notFound} help={common.notFoundHelp} />,
    404,
  );
}
