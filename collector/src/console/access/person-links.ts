import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/** A person as the database names them: a customer of the shop, or a browser that nobody logged in with. */
export interface PersonRef {
  readonly kind: 'customer' | 'visitor';
  readonly id: string;
}

/** Names people in the console's URLs. */
export interface PersonLinks {
  seal(siteId: string, person: PersonRef): string;
  /** Undefined for a link of another site, of an earlier run of the collector, or made up. */
  open(siteId: string, link: string): PersonRef | undefined;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A visitor id is a bearer secret and a customer number is personal, so neither may stand in a URL: both are sealed
 * with AES-256-GCM under a key of this process (`key`: 32 bytes). The IV is an HMAC of the content, so a person's link
 * stays the same while the collector runs.
 */
export function createPersonLinks(key: Buffer): PersonLinks {
  return {
    seal(siteId, { kind, id }) {
      const content = `${kind}:${id}`;
      const iv = createHmac('sha256', key)
        .update(`${siteId} ${content}`)
        .digest()
        .subarray(0, IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(siteId));
      const sealed = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(siteId, link) {
      const content = unseal(key, siteId, Buffer.from(link, 'base64url'));
      const parts = /^(customer|visitor):(.+)$/su.exec(content ?? '');
      if (!parts) return undefined;
      return { kind: parts[1] === 'customer' ? 'customer' : 'visitor', id: parts[2] ?? '' };
    },
  };
}

function unseal(key: Buffer, siteId: string, bytes: Buffer): string | undefined {
  if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
    decipher.setAAD(Buffer.from(siteId));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const content = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([content, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
