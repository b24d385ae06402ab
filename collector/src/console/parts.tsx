import type { Child, FC } from 'hono/jsx';

/** Characters beyond which a value gets a smaller size, so that it stays in one piece. */
const LONG_VALUE = 8;

/** One number that is the message, with the time it counts from. */
export const Figure: FC<{
  label: string;
  value: string;
  note: string;
  detail?: string | undefined;
  href?: string | undefined;
  isShown?: boolean;
}> = ({ label, value, note, detail, href, isShown = false }) => {
  const content = (
    <>
      <span class="figure-label">{label}</span>
      <strong class={value.length > LONG_VALUE ? 'figure-value long' : 'figure-value'}>
        {value}
      </strong>
      {detail === undefined ? undefined : <span class="figure-detail">{detail}</span>}
      <span class="figure-note">{note}</span>
    </>
  );
  if (href === undefined) return <div class="figure">{content}</div>;
  return (
    <a class="figure" href={href} aria-current={isShown ? 'true' : undefined}>
      {content}
    </a>
  );
};

/** What a page says when there is nothing yet, and what to do about it. */
export const Empty: FC<{ title: string; help: string; action?: Child }> = ({
  title,
  help,
  action,
}) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    <p>{help}</p>
    {action}
  </div>
);

/** A block of a page with its own heading. */
export const Section: FC<{ title: string; help?: string | undefined; children?: Child }> = ({
  title,
  help,
  children,
}) => (
  <section>
    <h2>{title}</h2>
    {help === undefined ? undefined : <p class="help">{help}</p>}
    {children}
  </section>
);

/** A column of a {@link Table}; numbers stand right. */
export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A table that scrolls by itself where the screen is narrow. */
export const Table: FC<{
  caption: string;
  columns: readonly Column[];
  rows: readonly Child[][];
}> = ({ caption, columns, rows }) => (
  <div class="scroll" tabindex={0} role="region" aria-label={caption}>
    <table>
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ title, isNumber }) => (
            <th scope="col" class={isNumber ? 'number' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map((cell, index) => (
              <td class={columns[index]?.isNumber ? 'number' : undefined}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/**
 * A chart as an image of its own, in four drawings: light and dark, for wide and narrow screens. `src` is the path with its query.
 * The same figures follow as a table for who can't see it.
 */
export const Chart: FC<{
  src: string;
  size: 'wide' | 'full';
  text: string;
  tableTitle: string;
  children?: Child;
}> = ({ src, size, text, tableTitle, children }) => {
  const drawn = (look: string, width: string): string =>
    `${src}${src.includes('?') ? '&' : '?'}look=${look}&size=${width}`;
  return (
    <figure>
      <picture>
        <source
          media="(max-width: 640px) and (prefers-color-scheme: dark)"
          srcset={drawn('dark', 'narrow')}
        />
        <source media="(max-width: 640px)" srcset={drawn('light', 'narrow')} />
        <source media="(prefers-color-scheme: dark)" srcset={drawn('dark', size)} />
        <img src={drawn('light', size)} alt={text} />
      </picture>
      <details>
        <summary>{tableTitle}</summary>
        {children}
      </details>
    </figure>
  );
};
