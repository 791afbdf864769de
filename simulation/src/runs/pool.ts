import { Worker } from 'node:worker_threads';
import type { Report } from './check.ts';
import type { WorkerData } from './worker.ts';

/** One worker's run in a thread of its own: what it loads, it loads for itself. */
export function runWorker(data: WorkerData): Promise<Report> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: data });
    worker.on('message', (report: Report) => {
      resolve(report);
      void worker.terminate();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`A worker ended with ${code} and said nothing`)));
  });
}
