import { PURPOSES } from '@tendero/schema';
import type { FC } from 'hono/jsx';
import type { Overview } from '../overview/read-overview.ts';
import { Section, Table } from '../parts.tsx';
import type { Screen } from '../screen.ts';

/** What people looked at and bought most. */
export const TopProducts: FC<{
  screen: Screen;
  overview: Overview;
}> = ({ screen, overview }) => {
  const { words, formats, nameOf } = screen;
  const since = words.overview.last30(formats.day(overview.from));
  const tables = [
    { kind: 'viewed', unit: words.overview.people, none: words.overview.noViews },
    { kind: 'bought', unit: words.overview.pieces, none: words.overview.noSales },
  ] as const;
  return (
    <div class="pair">
      {tables.map(({ kind, unit, none }) => {
        const products = overview.products.filter((product) => product.kind === kind);
        return (
          <Section title={words.overview[kind]} help={since}>
            {products.length === 0 ? (
              <p>{none}</p>
            ) : (
              <Table
                caption={words.overview[kind]}
                columns={[{ title: words.overview.product }, { title: unit, isNumber: true }]}
                rows={products.map(({ itemId, itemName, count }) => [
                  nameOf(itemId, itemName),
                  formats.count(count),
                ])}
              />
            )}
          </Section>
        );
      })}
    </div>
  );
};

/** How many people allow what. */
export const ConsentRatesSection: FC<{ screen: Screen; overview: Overview }> = ({
  screen,
  overview: { consent, from },
}) => {
  const { words, formats } = screen;
  if (consent.people === 0) {
    return (
      <Section title={words.overview.consent}>
        <p>{words.overview.noConsent}</p>
      </Section>
    );
  }
  const people = words.segments.people(consent.people, formats.count(consent.people));
  return (
    <Section
      title={words.overview.consent}
      help={words.overview.consentHelp(people, formats.day(from))}
    >
      <dl class="rates">
        {PURPOSES.map((purpose) => (
          <div>
            <dt>{words.overview.purposes[purpose]}</dt>
            <dd>
              <progress
                value={consent.granted[purpose]}
                max={consent.people}
                aria-label={words.overview.purposes[purpose]}
              ></progress>
              <span>{formats.percent(consent.granted[purpose] / consent.people)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
};
