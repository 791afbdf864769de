import type { Absence } from './absences.ts';
import { type Compared, type Comparison, isReset } from './compare.ts';
import type { Fate } from './play.ts';
import { fateText } from './report.ts';

/** The same as the report says, for a program. */
export const comparisonJson = (
  { absences, onlyNew, onlyOld, close, unknown, fleets, agreement }: Comparison,
  limits: readonly string[],
) => ({
  absences: absences.length,
  resets: {
    old: absences.filter(({ before }) => isReset(before)).length,
    new: absences.filter(({ after }) => isReset(after)).length,
  },
  ...(agreement === undefined ? {} : { agreement }),
  fleets: { old: fleets.before, new: fleets.after },
  onlyNew: onlyNew.map(comparedJson),
  onlyOld: onlyOld.map(comparedJson),
  close: close.map(comparedJson),
  unknown: unknown.map(comparedJson),
  limits,
});

const comparedJson = ({ absence, before, after, beforeElse, afterElse }: Compared) => ({
  seat: absence.seat,
  desktop: absence.desktop,
  absenceId: absence.id,
  left: { from: iso(absence.left.start), to: iso(absence.left.end) },
  lastSeenAt: iso(absence.seenAt),
  ...(absence.back.kind === 'at' ? { backAt: iso(absence.back.at) } : {}),
  old: fateJson(before, absence),
  new: fateJson(after, absence),
  ...(beforeElse === undefined ? {} : { oldOtherwise: fateJson(beforeElse, absence) }),
  ...(afterElse === undefined ? {} : { newOtherwise: fateJson(afterElse, absence) }),
});

const fateJson = (fate: Fate, absence: Absence) => ({
  ...fate,
  ...(fate.kind === 'reset' ? { at: iso(fate.at) } : {}),
  why: fateText(fate, absence),
});

const iso = (at: number): string => new Date(at).toISOString();
