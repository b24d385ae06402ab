import type { RowStart } from './encode-rows.ts';
import type { LiveEvent } from './event-row.ts';
import type { IdPlace } from './recent-ids.ts';
import type { VisitColumns } from './visit-columns.ts';

/** An event as it was read. */
interface Read {
  readonly id: IdPlace;
  readonly type: string;
  /** Corrected by the browser's clock error, in ms. */
  readonly time: number;
  /** Index into the contexts. */
  readonly context: number;
  /** Where the id and the name of each of its items stand in the body: first byte and the one behind the last of either. */
  readonly items: readonly number[];
  /** Whether a decision of the collector led to it. */
  readonly isDecided: boolean;
  /** Of its row; it holds until the next body is read. */
  readonly start: RowStart;
}

/** An event of a plain body. Once its visit is known it can be told of; what nobody asks for stays bytes of that body. */
export class PlainEvent implements LiveEvent {
  readonly id: IdPlace;
  readonly type: string;
  readonly time: number;
  readonly context: number;
  readonly isDecided: boolean;
  readonly start: RowStart;
  readonly #items: readonly number[];
  #visit: VisitColumns | undefined;
  #itemIds: string[] | undefined;

  constructor(read: Read) {
    this.id = read.id;
    this.type = read.type;
    this.time = read.time;
    this.context = read.context;
    this.isDecided = read.isDecided;
    this.start = read.start;
    this.#items = read.items;
  }

  /** Takes what its context and its request say. */
  belong(visit: VisitColumns): this {
    this.#visit = visit;
    return this;
  }

  get 'items.item_id'(): string[] {
    this.#itemIds ??= this.#textsFrom(0);
    return this.#itemIds;
  }

  get 'items.item_name'(): string[] {
    return this.#textsFrom(2);
  }

  get site_id(): string {
    return this.#known.site_id;
  }

  get received_at(): number {
    return this.#known.received_at;
  }

  get source(): LiveEvent['source'] {
    return this.#known.source;
  }

  get visitor_id(): string {
    return this.#known.visitor_id;
  }

  get session_id(): string {
    return this.#known.session_id;
  }

  get internal(): boolean {
    return this.#known.internal;
  }

  get purposes(): string[] {
    return this.#known.purposes;
  }

  get page_path(): string {
    return this.#known.page_path;
  }

  get #known(): VisitColumns {
    if (!this.#visit) throw new Error('expected an event that is stored');
    return this.#visit;
  }

  /** Of each item the text whose place stands so far behind its first. */
  #textsFrom(first: number): string[] {
    const texts: string[] = [];
    for (let at = first; at < this.#items.length; at += 4)
      texts.push(this.id.bytes.toString('utf8', this.#items[at], this.#items[at + 1]));
    return texts;
  }
}
