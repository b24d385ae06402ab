import type { FC } from 'hono/jsx';
import { type Shown, valueAt } from '../overview/metric.ts';
import type { Overview } from '../overview/read-overview.ts';
import { Figure } from '../parts.tsx';
import { dayFrom, linkTo, type Screen } from '../screen.ts';

/** The numbers of the day, large; each but the last chooses what the charts show. */
export const DayFigures: FC<{ screen: Screen; overview: Overview }> = ({ screen, overview }) => {
  const { words, formats, site } = screen;
  const { day, days } = overview;
  const currencies = [...new Set(currenciesOf(overview, site.currency))];
  const traffic = days.traffic.find((one) => one.day === day);
  const visitors = traffic?.visitors ?? 0;
  const buyers = traffic !== undefined && 'buyers' in traffic ? traffic.buyers : 0;
  const counted = (['visitors', 'pageViews', 'orders'] as const).map((metric) => (
    <MetricFigure {...{ screen, overview }} shown={{ metric, currency: site.currency }} />
  ));
  return (
    <div class="figures">
      {counted}
      {currencies.map((currency) => (
        <MetricFigure {...{ screen, overview }} shown={{ metric: 'revenue', currency }} />
      ))}
      <Figure
        label={words.overview.conversion}
        value={visitors === 0 ? '–' : formats.percent(buyers / visitors)}
        detail={words.overview.conversionHelp(formats.count(buyers), formats.count(visitors))}
        note={sinceText(screen, day)}
      />
    </div>
  );
};

const MetricFigure: FC<{ screen: Screen; overview: Overview; shown: Shown }> = ({
  screen,
  overview,
  shown,
}) => {
  const { words } = screen;
  const { metric, currency } = shown;
  const isShown =
    overview.shown.metric === metric &&
    (metric !== 'revenue' || overview.shown.currency === currency);
  return (
    <Figure
      label={metric === 'revenue' ? words.overview.revenue(currency) : words.overview[metric]}
      value={written(screen, overview, { shown, day: overview.day })}
      detail={words.overview.before(
        written(screen, overview, { shown, day: dayFrom(overview.day, -1) }),
      )}
      note={sinceText(screen, overview.day)}
      href={linkTo(screen, '', {
        day: overview.day === screen.today ? undefined : overview.day,
        show: metric,
        currency: metric === 'revenue' ? currency : undefined,
      })}
      isShown={isShown}
    />
  );
};

/** Money is written from the exact decimal, never from the float that the charts draw. */
function written(
  { formats }: Screen,
  { days }: Overview,
  { shown, day }: { shown: Shown; day: string },
): string {
  if (shown.metric !== 'revenue') return formats.count(valueAt(days, shown, { day }));
  const sold = days.sales.find((one) => one.day === day && one.currency === shown.currency);
  return formats.money(sold?.revenue ?? '0', shown.currency);
}

/** The site's own currency, then those of the day and the day before. */
function currenciesOf({ days, day }: Overview, own: string): string[] {
  const recent = [day, dayFrom(day, -1)];
  const sold = days.sales.filter((one) => recent.includes(one.day)).map(({ currency }) => currency);
  return [own, ...sold];
}

function sinceText({ words, today, site, formats }: Screen, day: string): string {
  return day === today
    ? words.overview.sinceMidnight(site.timeZone)
    : words.overview.wholeDay(formats.day(day));
}
