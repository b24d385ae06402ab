import type { FC } from 'hono/jsx';
import type { DatedReport } from '../../recommend/recommender.ts';
import { Layout } from '../layout.tsx';
import { Chart, Empty, Section, Table } from '../parts.tsx';
import { linkTo, type Screen } from '../screen.ts';
import { verdictOn } from './verdict.ts';

/** What was found out last night; none where there is too little to learn from yet. */
export interface Foresight {
  readonly seen?: DatedReport;
  readonly bought?: DatedReport;
}

interface ForesightProps {
  readonly screen: Screen;
  readonly foresight: Foresight;
}

/** How well the recommendations would have foreseen what people then chose. */
export const ForesightPage: FC<ForesightProps> = ({ screen, foresight }) => {
  const { foresight: words } = screen.words;
  const { seen, bought } = foresight;
  return (
    <Layout screen={screen} title={words.title} current="/recommendations">
      <p>
        <a href={linkTo(screen, '/recommendations')}>{words.back}</a>
      </p>
      <h1>{words.title}</h1>
      <p class="help">{words.help}</p>
      {seen || bought ? (
        <Chart
          src={linkTo(screen, '/charts/foresight.svg')}
          size="full"
          text={words.chartText}
          tableTitle={words.explained}
        >
          <Terms screen={screen} />
        </Chart>
      ) : (
        <Empty title={words.none} help={words.noneHelp} />
      )}
      {seen && <OneReport {...{ screen, report: seen, title: words.seen }} />}
      {bought && <OneReport {...{ screen, report: bought, title: words.bought }} />}
    </Layout>
  );
};

interface ReportProps {
  readonly screen: Screen;
  readonly report: DatedReport;
  readonly title: string;
}

const OneReport: FC<ReportProps> = ({ screen, report, title }) => {
  const { words, formats } = screen;
  const { foresight } = words;
  const { engine, popularity, at, since } = report;
  const row = (name: string, of: typeof engine) => [
    name,
    formats.percent(of.hr),
    formats.decimal(of.mrr * 100),
    formats.percent(of.coverage),
    formats.percent(of.popularityBias),
    foresight.micros(formats.count(Math.round(of.meanUs)), formats.count(Math.round(of.p99Us))),
  ];
  const { hit, rank, coverage, bias, time } = foresight.columns;
  const period = since === undefined ? foresight.newest : foresight.since(formats.date(since));
  return (
    <Section title={title}>
      <p>
        <strong>{foresight.verdicts[verdictOn(report)]}</strong>{' '}
        {foresight.tested(formats.count(engine.trials), period)}{' '}
        <small>{foresight.made(formats.dateTime(at))}</small>
      </p>
      <Table
        caption={title}
        columns={[
          { title: '' },
          ...[hit, rank, coverage, bias, time].map((column) => ({ title: column, isNumber: true })),
        ]}
        rows={[row(foresight.ours, engine), row(foresight.plain, popularity)]}
      />
    </Section>
  );
};

const Terms: FC<{ screen: Screen }> = ({ screen }) => {
  const { columns, terms } = screen.words.foresight;
  return (
    <dl>
      {(['hit', 'rank', 'coverage', 'bias', 'time'] as const).map((term) => (
        <>
          <dt>{columns[term]}</dt>
          <dd>{terms[term]}</dd>
        </>
      ))}
    </dl>
  );
};
