import type { FC } from 'hono/jsx';
import { Layout } from '../layout.tsx';
import { compareDays, compareHours } from '../overview/comparisons.ts';
import type { Overview } from '../overview/read-overview.ts';
import { Empty } from '../parts.tsx';
import { linkTo, type Screen } from '../screen.ts';
import { ComparisonFigure } from './comparison-figure.tsx';
import { DayFigures } from './day-figures.tsx';
import { DayAsides } from './day-asides.tsx';
import { ConsentRatesSection, TopProducts } from './month-sections.tsx';

/** The day's numbers, how they came about, and the 30 days up to it. */
export const OverviewPage: FC<{
  screen: Screen;
  overview: Overview;
}> = ({ screen, overview }) => {
  const { words, site } = screen;
  const { hours, days } = overview;
  return (
    <Layout screen={screen} title={words.overview.title(site.name)} current="">
      <div class="headline">
        <h1>{words.overview.title(site.name)}</h1>
        <DayForm screen={screen} day={overview.day} />
      </div>
      <DayFigures screen={screen} overview={overview} />
      {isEmptyDay(overview) ? <EmptyDay screen={screen} overview={overview} /> : undefined}
      <DayAsides screen={screen} asides={overview.asides} />
      <div class="pair">
        <ComparisonFigure
          {...{ screen, overview }}
          title={words.overview.byHour}
          chart="hours"
          comparison={compareHours(screen, hours, overview)}
        />
        <ComparisonFigure
          {...{ screen, overview }}
          title={words.overview.byDay}
          chart="days"
          comparison={compareDays(screen, days, overview)}
        />
      </div>
      <TopProducts {...{ screen, overview }} />
      <ConsentRatesSection {...{ screen, overview }} />
    </Layout>
  );
};

const DayForm: FC<{ screen: Screen; day: string }> = ({ screen, day }) => (
  <form class="day" method="get" action="/console">
    {screen.sites.length > 1 ? (
      <input type="hidden" name="site" value={screen.site.id} />
    ) : undefined}
    {screen.team ? <input type="hidden" name="team" value="1" /> : undefined}
    <label>
      {screen.words.overview.day}
      <input type="date" name="day" value={day} max={screen.today} required />
    </label>
    <button type="submit">{screen.words.common.show}</button>
  </form>
);

const EmptyDay: FC<{ screen: Screen; overview: Overview }> = ({
  screen,
  overview: { lastDay },
}) => {
  const { words, formats } = screen;
  if (lastDay === undefined) {
    return (
      <Empty
        title={words.overview.empty}
        help={words.overview.emptyHelp}
        action={<a href={linkTo(screen, '/test')}>{words.overview.emptyAction}</a>}
      />
    );
  }
  return (
    <Empty
      title={words.overview.empty}
      help={words.overview.emptyLast(formats.day(lastDay))}
      action={<a href={linkTo(screen, '', { day: lastDay })}>{words.common.show}</a>}
    />
  );
};

function isEmptyDay({ day, days }: Overview): boolean {
  return ![...days.traffic, ...days.sales].some((step) => step.day === day);
}
