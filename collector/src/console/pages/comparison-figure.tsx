import type { FC } from 'hono/jsx';
import type { Comparison } from '../charts/compare-chart.ts';
import { metricName } from '../overview/metric.ts';
import type { Overview } from '../overview/read-overview.ts';
import { Chart, Section, Table } from '../parts.tsx';
import { linkTo, type Screen } from '../screen.ts';

/** A chart of the overview with its figures. */
export const ComparisonFigure: FC<{
  screen: Screen;
  overview: Overview;
  title: string;
  chart: 'hours' | 'days';
  comparison: Comparison;
}> = ({ screen, overview, title, chart, comparison }) => {
  const { words } = screen;
  const { day, shown } = overview;
  const name = metricName(screen, shown);
  const { labels, values, before, formatValue } = comparison;
  const text = words.overview.chartHelp(name, formatValue(sum(values)), formatValue(sum(before)));
  if (sum(values) + sum(before) === 0) {
    return <Section title={`${title}: ${name}`} help={words.overview.noFigures} />;
  }
  return (
    <Section title={`${title}: ${name}`}>
      <Chart
        size="wide"
        src={linkTo(screen, `/charts/${chart}.svg`, {
          day,
          show: shown.metric,
          currency: shown.currency,
          lang: screen.language,
        })}
        text={`${title}. ${text}`}
        tableTitle={words.common.asTable}
      >
        <Table
          caption={title}
          columns={[
            { title: chart === 'hours' ? words.overview.hour : words.overview.day },
            { title: comparison.name || comparison.openName, isNumber: true },
            { title: comparison.beforeName, isNumber: true },
          ]}
          rows={labels.map((label, index) => [
            label,
            written(values[index], formatValue),
            written(before[index], formatValue),
          ])}
        />
      </Chart>
    </Section>
  );
};

function written(value: number | undefined, formatValue: (value: number) => string): string {
  return value === undefined ? '' : formatValue(value);
}

function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
