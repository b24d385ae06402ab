import type { LiveEvent } from './event-row.ts';
import type { PlainEvent } from './plain-body.ts';
import type { VisitColumns } from './visit-columns.ts';

/** What is told of an event of a plain body; what nobody asks for stays bytes of that body. */
export class PlainLiveEvent implements LiveEvent {
  readonly #event: PlainEvent;
  readonly #visit: VisitColumns;
  #itemIds: string[] | undefined;

  constructor(event: PlainEvent, visit: VisitColumns) {
    this.#event = event;
    this.#visit = visit;
  }

  get id(): LiveEvent['id'] {
    return this.#event.id;
  }

  get type(): string {
    return this.#event.type;
  }

  get time(): number {
    return this.#event.time;
  }

  get isDecided(): boolean {
    return this.#event.isDecided;
  }

  get 'items.item_id'(): string[] {
    this.#itemIds ??= this.#textsFrom(0);
    return this.#itemIds;
  }

  get 'items.item_name'(): string[] {
    return this.#textsFrom(2);
  }

  get site_id(): string {
    return this.#visit.site_id;
  }

  get received_at(): number {
    return this.#visit.received_at;
  }

  get source(): LiveEvent['source'] {
    return this.#visit.source;
  }

  get visitor_id(): string {
    return this.#visit.visitor_id;
  }

  get session_id(): string {
    return this.#visit.session_id;
  }

  get internal(): boolean {
    return this.#visit.internal;
  }

  get purposes(): string[] {
    return this.#visit.purposes;
  }

  get page_path(): string {
    return this.#visit.page_path;
  }

  /** Of each item the text whose place stands so far behind its first. */
  #textsFrom(first: number): string[] {
    const { id, items } = this.#event;
    const texts: string[] = [];
    for (let at = first; at < items.length; at += 4)
      texts.push(id.bytes.toString('utf8', items[at], items[at + 1]));
    return texts;
  }
}
