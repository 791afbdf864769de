import { hour, minute } from '../fleet.ts';
import type { Fleet } from './fleet-of-two.ts';

/** Hours of the day. */
export const hours = { begin: 7, lunch: 12, outage: 15, resumed: 15.75, evening: 17, end: 31 } as const;
const span = { arrival: hour, lunchLeaves: hour, lunch: 45 * minute, evening: 90 * minute } as const;
/** ms after which somebody tries again to log in. */
const tryAgain = 2 * minute;

/**
 * Everybody comes between 8 and 9, leaves for lunch between 12 and 1 for three quarters of an hour, and goes home between 5 and
 * half past 6. At 3 the network of a site breaks, with two fifths of all users: nine of ten come back within 40 minutes, the
 * others have gone home. A person resumes at a quarter to 4.
 */
export function goThroughTheDay({ world, town, names, midnight }: Fleet): void {
  const { time, chance } = world;
  const at = (hourOfDay: number): number => midnight + hourOfDay * hour;
  const gone = new Set<string>();

  const comes = (name: string, until: number): void => {
    const desktop = town.desktops.ofUser(name);
    if (gone.has(name) || time.now() >= until) return;
    if (desktop !== undefined && town.desktops.session(desktop, 'connect')) return;
    time.after(tryAgain, () => comes(name, until));
  };
  const goes = (name: string): void => {
    const desktop = town.desktops.ofUser(name);
    if (desktop?.session !== undefined) town.desktops.session(desktop, 'disconnect');
    // Who still waits for a desktop that resumes does not log in any more.
    else if (desktop !== undefined) desktop.loginWaits = false;
  };

  for (const name of names) {
    const morning = at(8) + chance.next() * span.arrival;
    const lunch = at(hours.lunch) + chance.next() * span.lunchLeaves;
    const back = lunch + span.lunch;
    const evening = at(hours.evening) + chance.next() * span.evening;
    time.at(morning, () => comes(name, lunch));
    time.at(lunch, () => goes(name));
    time.at(back, () => comes(name, evening));
    time.at(evening, () => goes(name));
  }
  time.at(at(hours.outage), () => {
    for (const [n, name] of names.entries()) {
      if (n % 5 > 1 || town.desktops.ofUser(name)?.session === undefined) continue;
      town.session(name, 'drop');
      if (n % 50 < 5) gone.add(name);
      else time.after((2 + chance.next() * 38) * minute, () => comes(name, at(hours.evening)));
    }
  });
  time.at(at(hours.resumed), () => town.resumeAll());
}
