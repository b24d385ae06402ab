import { parseArgs } from 'node:util';
import type { Config } from '../config.ts';
import { CommandError } from './call.ts';
import { report, runCommand } from './run-command.ts';
import { sendOrders } from './send-orders.ts';
import { withCollector } from './with-collector.ts';

const USAGE =
  "npm run import-orders -- FILE --site ID [--mapping 'order=HEADER&item=HEADER&…'], the mapping as the query of POST /v1/import/orders";

// npm run import-orders -- FILE --site ID [--mapping QUERY]
await runCommand(() => {
  const { file, site, mapping } = readArguments();
  return withCollector({
    env: process.env,
    keyOf: (config) => secretKeyOf(config, site),
    work: (call) => sendOrders({ call, file, mapping, report }),
  });
});

function readArguments() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { site: { type: 'string' }, mapping: { type: 'string', default: '' } },
    });
    const [file, ...others] = positionals;
    const { site, mapping } = values;
    if (file !== undefined && others.length === 0 && site !== undefined) {
      return { file, site, mapping };
    }
  } catch (cause) {
    throw new CommandError(`${cause instanceof Error ? cause.message : ''}\n${USAGE}`, { cause });
  }
  throw new CommandError(`Name one file and the site: ${USAGE}`);
}

function secretKeyOf({ sites }: Config, id: string): string {
  const site = sites.find((one) => one.id === id);
  const [key] = site?.secretKeys ?? [];
  if (key !== undefined) return key;
  const known = sites.map((one) => one.id).join(', ');
  throw new CommandError(
    site
      ? `The site ${id} needs \`secretKeys\` in the config, a list with a key of 16 characters or more.`
      : `The config has no site ${id}; it has ${known}.`,
  );
}
