import type { BusEvent } from './bus/patterns.ts';
import { beginning, type World } from './world.ts';

/** What a reader has to know of what went wrong by chance; all else that is counted is no news. */
const mishaps: Readonly<Record<string, string>> = {
  crash: 'killed',
  'time-out': 'out of time',
  cut: 'cut off',
  'alarm lost': 'not heard',
  'alarm stuck': 'not heard, for it is stuck',
  'timer lost': 'a timer that does not come',
  'read that shows nothing': 'is what a read of a group ends with',
  'WorkSpaces Access lost': 'a login is not told of',
  'AWS API Call via CloudTrail lost': 'CloudTrail tells nothing of a call',
};
const tellers = new Set(['cleandesk.rebuild-service', 'cleandesk.directory-sync']);
/** What they say that is no news beside the others. */
const unsaid = new Set(['SeatChanged.v1', 'WorkRemains.v1', 'DirectorySyncCompleted.v1']);

/** What happened in one history, as one would tell it: what people did, what went wrong, what the service said. */
export class Story {
  readonly lines: string[] = [];
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    world.tally.onCount = (what, about) => this.#mishap(what, about);
  }

  readonly say = (what: string): void => {
    const minutes = (this.#world.time.now() - beginning) / 60_000;
    this.lines.push(`${minutes.toFixed(1).padStart(6)} min  ${what}`);
  };

  /** Of whom the services that decide say what, in their own words. */
  readonly hear = ({ source, 'detail-type': detailType, detail }: BusEvent): void => {
    if (!tellers.has(source) || unsaid.has(detailType) || detailType.includes('CameDue')) return;
    if (isOldNews(detail)) return;
    const said = told(detail);
    this.say(`        ${detailType.replace(/\.v\d+$/, '')}${said === '' ? '' : `: ${said}`}`);
  };

  #mishap(what: string, about: string): void {
    const words = mishaps[what];
    if (words !== undefined) this.say(`    ${about === '' ? '' : `${about}: `}${words}`);
  }
}

/** Refused once more for the same reason. */
const isOldNews = (detail: unknown): boolean =>
  typeof detail === 'object' && detail !== null && 'times' in detail && Number(detail.times) > 1;

function told(detail: unknown): string {
  const all = new Map(typeof detail === 'object' && detail !== null ? Object.entries(detail) : []);
  const seat: unknown = all.get('seat');
  const who = typeof seat === 'object' && seat !== null && 'userName' in seat ? [seat.userName] : [];
  return [...who, all.get('because'), all.get('reason')].filter((word) => word !== undefined).join(', ');
}
