import { Worker } from 'node:worker_threads';
import type { Train, TrainingResult } from './train-engine.ts';

/** Trains in a thread of its own. `script`: the built `train-worker`; the thread ends with its task or with `signal`. */
export function trainInWorker(script: URL, signal: AbortSignal): Train {
  return (task) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(script, { workerData: task });
      const end = () => void worker.terminate();
      signal.addEventListener('abort', end, { once: true });
      worker.once('message', (result: TrainingResult) => resolve(result));
      worker.once('error', reject);
      worker.once('exit', () => {
        signal.removeEventListener('abort', end);
        reject(new Error('The training thread ended without a result.'));
      });
    });
}
