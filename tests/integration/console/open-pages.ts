import { expect } from 'vitest';
import { openConsole, type ShopGoods, type TestConsole } from './open-console.ts';

/** The console as somebody who has logged in sees it. */
export interface TestPages extends TestConsole {
  /** The `Cookie` header of the login. */
  readonly cookie: string;
  /** The page below `/console`, which must be there. */
  see(path: string): Promise<string>;
  /** Path of the person whose name in that segment contains `label`. */
  linkOf(segment: string, label: string): Promise<string>;
}

/** Opens the console, lets `fill` fill it, and logs in. */
export async function openPages(
  fill: (opened: TestConsole) => Promise<void>,
  goods: ShopGoods = {},
): Promise<TestPages> {
  const opened = await openConsole(goods);
  await fill(opened);
  const cookie = await opened.logIn();
  const see = async (path: string): Promise<string> => {
    const answer = await opened.request(`/console${path}`, { headers: { Cookie: cookie } });
    expect(answer.status).toBe(200);
    return answer.text();
  };
  return { ...opened, cookie, see, linkOf };

  async function linkOf(segment: string, label: string): Promise<string> {
    const page = await see(`/segments/${segment}?site=shop`);
    const links = [...page.matchAll(/href="\/console(\/people\/[^"]+)">([^<]+)</g)];
    const found = links.find(([, , text]) => text?.includes(label));
    return found?.[1]?.replaceAll('&amp;', '&') ?? expect.fail(`nobody is called ${label}`);
  }
}

/** The value of the number with that label. */
export function figure(page: string, label: string): string | undefined {
  const pattern = `figure-label">${label}</span><strong class="figure-value[^"]*">([^<]*)<`;
  return new RegExp(pattern).exec(page)?.[1];
}

/** The text of a page, as a reader sees it. */
export function textOf(page: string): string {
  return page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}
