import { setTimeout as sleep } from 'node:timers/promises';
import { giveUpIfInterrupted } from './interruption.ts';

/** GETs JSON from an emulator; undefined while nobody answers, or answers anything but success, in `timeoutMs`. */
export async function tryGet(url: string, timeoutMs = 2_000): Promise<unknown> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined; // Not up yet, or gone: the caller asks because it does not know.
  }
}

/** POSTs JSON to an emulator. Throws with the answer when it was refused. */
export async function post(
  url: string,
  body: unknown = {},
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  const answer: unknown = text === '' ? {} : JSON.parse(text);
  return answer;
}

/**
 * Asks every 50 ms until `ready` says so. False after `timeoutMs`, or as soon as `hopeless` does.
 * Throws `Interrupted` when the work that it is part of was ended.
 */
export async function until(
  ready: () => Promise<boolean>,
  timeoutMs: number,
  hopeless: () => boolean = () => false,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (await ready()) return true;
    if (hopeless()) return false;
    giveUpIfInterrupted();
    await sleep(50);
  }
  return false;
}
