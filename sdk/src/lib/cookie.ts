/** The value of a cookie, or undefined where it is absent or cookies are forbidden. */
export function readCookie(name: string): string | undefined {
  try {
    return document.cookie
      .split('; ')
      .find((pair) => pair.startsWith(`${name}=`))
      ?.slice(name.length + 1);
  } catch {
    return undefined;
  }
}

/** Writes a first-party cookie; 0 seconds deletes it. Without a domain it is this host's only. */
export function writeCookie(name: string, value: string, maxAgeS: number, domain = ''): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  const wide = domain && `; Domain=${domain}`;
  try {
    document.cookie = `${name}=${value}; Path=/; Max-Age=${maxAgeS}; SameSite=Lax${wide}${secure}`;
  } catch {
    // A sandboxed frame has no cookies; the caller goes on with what it has in memory.
  }
}
