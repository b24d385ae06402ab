import { parentPort, workerData } from 'node:worker_threads';
import { trainEngine } from './train-engine.ts';

// The thread's whole life: one task in, one result out.
parentPort?.postMessage(trainEngine(workerData));
