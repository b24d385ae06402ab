import { createServer } from 'node:net';

const EXAMPLES = { PORT: 8080, SHOP_PORT: 8090 };

/**
 * The ports of collector and shop out of the environment, both free.
 * @throws {Error} with one sentence that says what to do instead.
 */
export async function choosePorts(
  env: NodeJS.ProcessEnv,
  host: string,
): Promise<{ port: number; shopPort: number }> {
  const port = readPort(env, 'PORT');
  const shopPort = readPort(env, 'SHOP_PORT');
  if (port === shopPort) {
    throw new Error(
      `PORT and SHOP_PORT are both ${port}. Give the shop its own: SHOP_PORT=${besides(port)} npm start`,
    );
  }
  await assertFree({ port, host, variable: 'PORT' });
  await assertFree({ port: shopPort, host, variable: 'SHOP_PORT' });
  return { port, shopPort };
}

function readPort(env: NodeJS.ProcessEnv, variable: keyof typeof EXAMPLES): number {
  const example = EXAMPLES[variable];
  const given = env[variable] ?? String(example);
  const port = Number(given);
  if (/^\d+$/.test(given) && port >= 1 && port <= 65_535) return port;
  throw new Error(
    `${variable}=${given} is no port. Choose a number from 1 to 65535: ${variable}=${example} npm start`,
  );
}

interface Wanted {
  readonly port: number;
  readonly host: string;
  readonly variable: keyof typeof EXAMPLES;
}

/** Better one sentence now than a half-started demo. */
function assertFree({ port, host, variable }: Wanted): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new Error(`${whyNot(port, cause)}: ${variable}=${besides(port)} npm start`, { cause }),
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function whyNot(port: number, { code }: NodeJS.ErrnoException): string {
  return code === 'EACCES'
    ? `Port ${port} is for the system's own services. Start with another`
    : `Port ${port} is taken. Stop the program that uses it, or start with another`;
}

function besides(port: number): number {
  return port + 1_000 > 65_535 ? port - 1_000 : port + 1_000;
}
