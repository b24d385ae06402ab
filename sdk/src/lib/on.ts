import { safely } from './safely.ts';

/** Whatever dispatches events of this kind. */
interface Source<Heard> {
  addEventListener(type: string, listener: (event: Heard) => void): void;
}

/** Listens; what the listener throws goes to the console instead of the page's error handlers. */
export function on<Heard = Event>(
  source: Source<Heard>,
  type: string,
  run: (event: Heard) => unknown,
): void {
  source.addEventListener(type, safely(run));
}
