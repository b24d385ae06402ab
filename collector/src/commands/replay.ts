import * as z from 'zod';
import { runCommand } from './run-command.ts';
import { withCollector } from './with-collector.ts';

const reports = z.record(
  z.string(),
  z.object({ replayed: z.number(), rejected: z.number(), no_consent: z.number() }),
);

// npm run replay
await runCommand(async () => {
  const answer = await withCollector({
    env: process.env,
    work: (call) => call('/operate/replays', { method: 'POST' }),
  });
  return Object.entries(reports.parse(await answer.json()))
    .map(
      ([site, { replayed, rejected, no_consent }]) =>
        `${site}: ${replayed} replayed, ${rejected} still rejected, ${no_consent} no longer allowed.`,
    )
    .join('\n');
});
