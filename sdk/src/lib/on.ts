import { safely } from './safely.ts';

/** Listens; what the listener throws goes to the console instead of the page's error handlers. */
export function on<Heard extends Event>(
  target: EventTarget,
  type: string,
  run: (event: Heard) => void,
): void {
  target.addEventListener(type, safely(run) as EventListener);
}
