import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** A login provider of which only the keys are real: it signs whatever a test wants. */
export interface IdProvider {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** How often the keys were fetched. */
  readonly fetches: () => number;
  /** From now on the keys can't (or can) be fetched. */
  setDown(isDown: boolean): void;
  sign(claims: JWTPayload): Promise<string>;
  /** Signed by a key that is not among the published ones, under the name of one that is. */
  signWithForeignKey(claims: JWTPayload): Promise<string>;
  close(): Promise<void>;
}

/** Serves a JWKS with one ES256 key on loopback. */
export async function startIdProvider(): Promise<IdProvider> {
  const published = await generateKeyPair('ES256');
  const foreign = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(published.publicKey)), kid: 'key-1', alg: 'ES256', use: 'sig' };
  let fetches = 0;
  let isDown = false;
  const server = createServer((_, response) => {
    fetches += 1;
    response.writeHead(isDown ? 500 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  const issuer = `http://127.0.0.1:${address.port}`;
  const sign = (claims: JWTPayload, key: CryptoKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'key-1' }).sign(key);
  return {
    issuer,
    jwksUrl: `${issuer}/jwks`,
    fetches: () => fetches,
    setDown: (down) => void (isDown = down),
    sign: (claims) => sign(claims, published.privateKey),
    signWithForeignKey: (claims) => sign(claims, foreign.privateKey),
    close: () =>
      new Promise((resolve, reject) =>
        server.close((error) => (error ? reject(error) : resolve())),
      ),
  };
}
