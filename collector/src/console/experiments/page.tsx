import type { FC } from 'hono/jsx';
import type { Trials } from '../../experiments/experiment.ts';
import type { Interval } from '../../experiments/intervals.ts';
import { Layout } from '../layout.tsx';
import { Empty, Section, Table } from '../parts.tsx';
import { StrategySelect } from '../recommendations/page.tsx';
import { linkTo, type Screen } from '../screen.ts';
import { type Comparison, isClear } from './compare.ts';

/** What the page shows. */
export interface TrialsView {
  readonly trials: Trials;
  readonly version: number;
  /** Undefined while nobody is held out. */
  readonly holdout: readonly Comparison[] | undefined;
  /** By experiment. */
  readonly results: ReadonlyMap<string, readonly Comparison[]>;
  readonly message?: string | undefined;
}

interface ViewProps {
  readonly screen: Screen;
  readonly view: TrialsView;
}

/** What is tried out, and what came of it. */
export const TrialsPage: FC<ViewProps> = ({ screen, view }) => {
  const { trials: words } = screen.words;
  return (
    <Layout screen={screen} title={words.title} current="/experiments">
      <h1>{words.title}</h1>
      <p class="help">{words.help}</p>
      {view.message === undefined ? undefined : (
        <p class="note" role="status">
          {view.message}
        </p>
      )}
      <Section title={words.worth}>
        {view.holdout === undefined ? (
          <Empty title={words.noHoldout} help={words.noHoldoutHelp} />
        ) : (
          <Results screen={screen} caption={words.worth} rows={view.holdout} />
        )}
      </Section>
      <Section title={words.running}>
        <Experiments screen={screen} view={view} />
        <p class="help">{words.method}</p>
      </Section>
      <Section title={words.add}>
        <NewExperiment screen={screen} view={view} />
      </Section>
      <Section title={words.chance}>
        <Chances screen={screen} view={view} />
      </Section>
    </Layout>
  );
};

const Experiments: FC<ViewProps> = ({ screen, view }) => {
  const { words, formats } = screen;
  const { experiments } = view.trials;
  if (experiments.length === 0)
    return <Empty title={words.trials.none} help={words.trials.noneHelp} />;
  return (
    <>
      {experiments.map(({ id, name, slot, startedAt, isOn }) => (
        <div>
          <form method="post" action={linkTo(screen, '/experiments')} class="line">
            <Hidden screen={screen} view={view} />
            <input type="hidden" name="id" value={id} />
            <h3>{name}</h3>
            <span>{words.trials.inSlot(slot, formats.date(startedAt))}</span>
            {isOn ? (
              <button class="quiet" name="do" value="stop">
                {words.trials.stop}
              </button>
            ) : (
              <span class="badge">{words.trials.stopped}</span>
            )}
            <button class="quiet" name="do" value="remove">
              {words.trials.remove}
            </button>
          </form>
          <Results screen={screen} caption={name} rows={view.results.get(id) ?? []} />
        </div>
      ))}
    </>
  );
};

const Results: FC<{ screen: Screen; caption: string; rows: readonly Comparison[] }> = ({
  screen,
  caption,
  rows,
}) => {
  const { words, formats, site } = screen;
  if (rows.every(({ arm }) => arm.people === 0)) return <p class="note">{words.trials.noPeople}</p>;
  const share = (count: number, of: number, difference: Interval | undefined) => (
    <>
      {formats.percent(of === 0 ? 0 : count / of)}
      <Difference
        screen={screen}
        of={difference}
        write={(value) => words.trials.points(signed(formats.decimal(value * 100), value))}
      />
    </>
  );
  return (
    <Table
      caption={caption}
      columns={[
        { title: words.trials.arm },
        { title: words.trials.people, isNumber: true },
        { title: words.trials.clicked, isNumber: true },
        { title: words.trials.carted, isNumber: true },
        { title: words.trials.revenue(site.currency), isNumber: true },
      ]}
      rows={rows.map(({ arm, clicks, carts, revenue }) => [
        armName(screen, arm.arm),
        formats.count(arm.people),
        share(arm.clickers, arm.people, clicks),
        share(arm.carters, arm.people, carts),
        <>
          {money(screen, arm.people === 0 ? 0 : arm.revenue / arm.people)}
          <Difference
            screen={screen}
            of={revenue}
            write={(value) => signed(money(screen, value), value)}
          />
        </>,
      ])}
    />
  );
};

const Difference: FC<{
  screen: Screen;
  of: Interval | undefined;
  write: (value: number) => string;
}> = ({ screen, of: interval, write }) => {
  const { trials: words } = screen.words;
  if (interval === undefined) return <></>;
  const { value, low, high } = interval;
  return (
    <>
      <br />
      <small>
        {words.difference(write(value), write(low), write(high))}{' '}
        {isClear(interval) ? <strong>{words.clear}</strong> : words.unclear}
      </small>
    </>
  );
};

const NewExperiment: FC<ViewProps> = ({ screen, view }) => {
  const { trials: words } = screen.words;
  return (
    <form method="post" action={linkTo(screen, '/experiments')}>
      <Hidden screen={screen} view={view} />
      <div class="fields">
        <label>
          {words.name}
          <input name="name" required maxlength={100} />
        </label>
        <label>
          {words.slot}
          <input name="slot" required maxlength={100} placeholder="home-for-you" />
        </label>
        <label>
          {words.first}
          <StrategySelect screen={screen} name="first" chosen="for_you" />
        </label>
        <label>
          {words.other}
          <StrategySelect screen={screen} name="other" chosen="trending" />
        </label>
      </div>
      <p class="actions">
        <button name="do" value="start">
          {words.start}
        </button>
      </p>
    </form>
  );
};

const Chances: FC<ViewProps> = ({ screen, view }) => {
  const { trials: words } = screen.words;
  const { holdout, exploration } = view.trials;
  return (
    <form method="post" action={linkTo(screen, '/experiments')}>
      <Hidden screen={screen} view={view} />
      <div class="fields">
        <Percent
          name="holdout"
          label={words.holdout}
          help={words.holdoutHelp}
          value={holdout.share}
          max={50}
        />
        <Percent
          name="exploration"
          label={words.exploration}
          help={words.explorationHelp}
          value={exploration}
          max={20}
        />
      </div>
      <p class="actions">
        <button name="do" value="chance">
          {words.save}
        </button>
      </p>
    </form>
  );
};

const Percent: FC<{ name: string; label: string; help: string; value: number; max: number }> = ({
  name,
  label,
  help,
  value,
  max,
}) => (
  <label>
    {label}
    <input
      name={name}
      type="number"
      min="0"
      max={String(max)}
      step="0.1"
      value={String(Math.round(value * 1_000) / 10)}
    />
    <small>{help}</small>
  </label>
);

const Hidden: FC<ViewProps> = ({ screen, view }) => (
  <>
    <input type="hidden" name="token" value={screen.formToken} />
    <input type="hidden" name="version" value={String(view.version)} />
  </>
);

function armName({ words }: Screen, arm: string): string {
  const names: Readonly<Record<string, string>> = {
    ...words.shelves.strategies,
    held: words.trials.held,
    free: words.trials.free,
  };
  return names[arm] ?? arm;
}

function money({ formats, site }: Screen, value: number): string {
  return formats.money(value.toFixed(2), site.currency);
}

function signed(text: string, value: number): string {
  return value > 0 ? `+${text}` : text;
}
