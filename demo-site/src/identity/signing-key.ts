import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'oidc-provider';
import { writeSafely } from '../lib/write-safely.ts';

/** The provider's private key, made at the first start and kept, so that old tokens stay verifiable. */
export function openSigningKey(directory: string): JWK {
  const path = join(directory, 'plaza-key.json');
  if (!existsSync(path)) writeSafely(path, JSON.stringify(makeKey()));
  // Only this function writes the file.
  const key: JWK = JSON.parse(readFileSync(path, 'utf8'));
  return key;
}

function makeKey(): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'plaza-1' };
}
