import type { ServerResponse } from 'node:http';
import type { DesktopCloud } from '../desktop-cloud.ts';
import type { News } from '../news.ts';
import { cloudClock, desktopRow } from './fleet-rows.ts';

/** ms between two tellings: what happened meanwhile goes together. */
const rhythmMs = 250;
/** Of one kind in one telling; of what is more, only that there was more. */
const mostOfAKind = 200;
/** People who look on at once: each costs a socket for as long as they look. */
const mostOnlookers = 50;

/** Those who look on, each with a stream of server-sent events: `clock`, `desktops`, `gone`, `calls`, `events`, `reset`. */
export class Onlookers {
  private readonly cloud: DesktopCloud;
  private readonly open = new Set<ServerResponse>();

  constructor(cloud: DesktopCloud) {
    this.cloud = cloud;
  }

  /** Keeps the response open until whoever asked goes. Refuses with 503 when too many are there. */
  join(response: ServerResponse): void {
    if (this.open.size >= mostOnlookers) {
      response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '10' });
      response.end(`${mostOnlookers} people are looking on already.\n`);
      return;
    }
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.open.add(response);
    const bundle = new Bundle(this.cloud);
    const quiet = this.cloud.news.listen((news) => bundle.take(news));
    const send = (): void => {
      // Who reads too slowly gets less, not everything later.
      if (response.writableNeedDrain) return;
      response.write(bundle.asText());
    };
    send();
    const timer = setInterval(send, rhythmMs);
    response.on('close', () => {
      clearInterval(timer);
      quiet();
      this.open.delete(response);
    });
  }
}

/** What happened since it was told last. */
class Bundle {
  private readonly cloud: DesktopCloud;
  private readonly desktops = new Map<string, { place: string; id: string }>();
  private calls: unknown[] = [];
  private events: unknown[] = [];
  private missed = 0;
  private isReset = false;

  constructor(cloud: DesktopCloud) {
    this.cloud = cloud;
  }

  take(news: News): void {
    switch (news.kind) {
      case 'desktop':
        this.desktops.set(news.id, news);
        return;
      case 'call':
        this.keep(this.calls, news.item);
        return;
      case 'event':
        this.keep(this.events, news.item);
        return;
      case 'reset':
        this.isReset = true;
        this.desktops.clear();
        return;
    }
    news satisfies never;
  }

  asText(): string {
    const rows = [];
    const gone = [];
    for (const { place, id } of this.desktops.values()) {
      if (rows.length === mostOfAKind) break;
      const row = desktopRow(this.cloud, place, id);
      if (row === undefined) gone.push(id);
      else rows.push(row);
    }
    // A page that can't be told of each change reads the fleet again.
    const isAnew = this.isReset || rows.length + gone.length < this.desktops.size;
    const parts: [name: string, data: unknown, isNews: boolean][] = [
      ['clock', cloudClock(this.cloud), true],
      ['reset', {}, isAnew],
      ['desktops', rows, rows.length > 0],
      ['gone', gone, gone.length > 0],
      ['calls', this.calls, this.calls.length > 0],
      ['events', this.events, this.events.length > 0],
      ['missed', this.missed, this.missed > 0],
    ];
    this.desktops.clear();
    this.calls = [];
    this.events = [];
    this.missed = 0;
    this.isReset = false;
    return parts
      .filter(([, , isNews]) => isNews)
      .map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
      .join('');
  }

  private keep(list: unknown[], item: unknown): void {
    if (list.length < mostOfAKind) list.push(item);
    else this.missed += 1;
  }
}
