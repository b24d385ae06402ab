import { createHash } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';

/** Who is logged in to the console. */
interface Session {
  readonly user: string;
  /** In ms UTC. */
  readonly endsAt: number;
}

/** Sessions live in memory, under a hash: a heap dump or a log of keys opens nothing, and a restart ends them all. */
export interface Sessions {
  /** Begins a session and returns the secret for its cookie. */
  begin(user: string): string;
  find(secret: string): Session | undefined;
  end(secret: string): void;
}

export const SESSION_LIFE_MS = 12 * 60 * 60 * 1_000;

/** `randomSecret` gives 256 bits as text. */
export function createSessions({
  clock,
  randomSecret,
}: {
  clock: Clock;
  randomSecret: () => string;
}): Sessions {
  const sessions = new Map<string, Session>();

  function forgetEnded(): void {
    for (const [key, { endsAt }] of sessions) if (endsAt <= clock()) sessions.delete(key);
  }

  return {
    begin(user) {
      forgetEnded();
      const secret = randomSecret();
      sessions.set(hashed(secret), { user, endsAt: clock() + SESSION_LIFE_MS });
      return secret;
    },
    find(secret) {
      const session = sessions.get(hashed(secret));
      return session && session.endsAt > clock() ? session : undefined;
    },
    end(secret) {
      sessions.delete(hashed(secret));
    },
  };
}

function hashed(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
