import type { Absence } from './absences.ts';

/** How an absence would have been noticed, and by how many ms what is due comes late. */
export type Noticing = {
  of: (absence: Absence) => Absence;
  /** Timers: of a grace, and of a look. */
  timersLateMs: number;
  /** Of a window or a budget: who waits there is taken up by a run of every few minutes. */
  gatesLateMs: number;
};

/**
 * ms by which a leaving that a look noticed may be noticed earlier or later under other policies: what looks take the alarm's
 * place, and how often, depends on when the user came back from the leaving before.
 */
export const noticedWithinMs = 10 * 60_000;

/** As the records have it, and everything in time. */
const asRecorded: Noticing = { of: (absence) => absence, timersLateMs: 0, gatesLateMs: 0 };

/** A look, or the sweep, sees it before the alarm tells of it. */
const early: Noticing = {
  ...asRecorded,
  of: (absence) => {
    const { left, seenAt } = absence;
    // The user left within the interval of a datapoint: not before it.
    const seen = isToldByAlarm(absence) ? left.start : seenAt - noticedWithinMs;
    return { ...absence, left: { start: Math.min(left.start, seen), end: seen }, seenAt: seen };
  },
};

/** AWS checks a connection once a minute, and timers fire within one. */
const late: Noticing = {
  ...asRecorded,
  of: (absence) => {
    const laterMs = isToldByAlarm(absence) ? 60_000 : noticedWithinMs;
    return { ...absence, seenAt: Math.max(absence.seenAt, absence.left.end) + laterMs };
  },
  timersLateMs: 60_000,
};

/** Who comes to a gate before it opens may wait for the next run; who comes after finds it open. */
const atTheGate = (noticing: Noticing): Noticing => ({ ...noticing, gatesLateMs: 5 * 60_000 });

/** The first is the likely one; where the others lead elsewhere, minutes decide. */
export const noticings = [
  asRecorded,
  early,
  late,
  atTheGate(asRecorded),
  atTheGate(early),
  atTheGate(late),
] as const;

/** An alarm tells of an interval; a look and a sweep of a moment. */
const isToldByAlarm = ({ left }: Absence): boolean => left.end > left.start;
