import type { FC } from 'hono/jsx';
import type { Aside } from '../queries/sales.ts';
import type { Screen } from '../screen.ts';

/** Money that is not in the sums: browser purchases without an order, and refunds. */
export const DayAsides: FC<{ screen: Screen; asides: readonly Aside[] }> = ({ screen, asides }) => {
  const { words } = screen;
  const unconfirmed = asides.filter(({ kind }) => kind === 'unconfirmed');
  const refunds = asides.filter(({ kind }) => kind === 'refund');
  return (
    <>
      {unconfirmed.length === 0 ? undefined : (
        <p class="note">
          {words.overview.unconfirmed(...counted(screen, unconfirmed))} {sums(screen, unconfirmed)}.{' '}
          {words.overview.unconfirmedHelp}
        </p>
      )}
      {refunds.length === 0 ? undefined : (
        <p class="note">
          {words.overview.refunds(...counted(screen, refunds))} {sums(screen, refunds)}.
        </p>
      )}
    </>
  );
};

function counted({ formats }: Screen, asides: readonly Aside[]): [number, string] {
  const total = asides.reduce((sum, { count }) => sum + count, 0);
  return [total, formats.count(total)];
}

function sums({ formats }: Screen, asides: readonly Aside[]): string {
  return asides.map(({ value, currency }) => formats.money(value || '0', currency)).join(', ');
}
