import { Duration } from 'luxon';
import type { Absence } from './absences.ts';
import { type Compared, type Comparison, isReset } from './compare.ts';
import type { Fate } from './play.ts';

/** For whoever changes the policies: the sum, then every seat that fares otherwise, with when and why. */
export function replayText(
  found: Comparison,
  oldIs: 'recorded' | 'replayed',
  limits: readonly string[],
): string {
  const { absences, onlyNew, onlyOld, close, unknown, agreement } = found;
  const users = new Set(absences.map(({ absence: { seat } }) => `${seat.directoryId}/${seat.userName}`)).size;
  const old = oldIs === 'recorded' ? 'as it was' : 'old';
  const rows = [
    ['', old, 'new'],
    ['reset', ...both(absences, isReset)],
    ['  by rebuild', ...both(absences, (fate) => fate.kind === 'reset' && fate.strategy === 'rebuild')],
    ['  by recreate', ...both(absences, (fate) => fate.kind === 'reset' && fate.strategy === 'recreate')],
    ['kept', ...both(absences, ({ kind }) => kind === 'kept')],
    ['still waiting', ...both(absences, ({ kind }) => kind === 'waiting')],
    ['cannot be known', ...both(absences, ({ kind }) => kind === 'unknown')],
  ];
  return [
    `${number(absences.length)} absences of ${number(users)} users${spanOf(absences)}.`,
    '',
    ...rows.map(
      ([what = '', before = '', after = '']) =>
        `${what.padEnd(18)}${before.padStart(10)}${after.padStart(10)}`,
    ),
    '',
    ...(agreement === undefined || agreement.of === 0
      ? []
      : [
          `Replayed, the old policies do what the records say in ${number(agreement.same)} of ${number(agreement.of)} absences.`,
          '',
        ]),
    ...listed('The new policies would have reset these, and the old ones not', onlyNew, old),
    ...listed('The old policies reset these, and the new ones would not', onlyOld, old),
    ...listed('Of these minutes decide whether they are reset', close, old),
    ...listed('Of these it cannot be known', unknown, old),
    'What this does not know:',
    ...limits.map((limit) => `- ${limit}`),
  ].join('\n');
}

const both = (all: readonly Compared[], is: (fate: Fate) => boolean): [string, string] => [
  number(all.filter(({ before }) => is(before)).length),
  number(all.filter(({ after }) => is(after)).length),
];

function listed(title: string, some: readonly Compared[], old: string): string[] {
  if (some.length === 0) return [`${title}: none.`, ''];
  return [`${title}: ${number(some.length)}`, ...some.flatMap((one) => lines(one, old)), ''];
}

function lines({ absence, before, after, beforeElse, afterElse }: Compared, old: string): string[] {
  const { seat, desktop } = absence;
  const told = (fate: Fate, otherwise: Fate | undefined) =>
    `${fateText(fate, absence)}${otherwise === undefined ? '' : `; or ${fateText(otherwise, absence)}`}`;
  return [
    `  ${seat.directoryId}/${seat.userName} (${desktop.workspaceId}) left ${iso(absence.left.start)}, ${backOf(absence)}`,
    `    new: ${told(after, afterElse)}`,
    `    ${old}: ${told(before, beforeElse)}`,
  ];
}

function backOf({ back, seenAt }: Absence): string {
  switch (back.kind) {
    case 'at':
      return `back ${iso(back.at)}, after ${spanText(Math.max(0, back.at - seenAt))}`;
    case 'notYet':
      return 'not back yet';
    case 'unknown':
      return `back some time after ${iso(back.after)}`;
  }
  back satisfies never;
}

const waits: Readonly<Record<string, string>> = {
  window: 'its window',
  budget: 'the budget',
  outage: 'a person to say that the outage is over',
  breaker: 'recreates to go on',
  first: 'the first recreate of its kind',
};

const reasons: Readonly<Record<string, string>> = {
  unmanaged: 'no policy matches',
  neverConnected: 'nobody had used the desktop',
};

/** What became of it, and why. */
export function fateText(fate: Fate, { seenAt, back }: Absence): string {
  switch (fate.kind) {
    case 'reset': {
      const { graceMs } = fate.policy;
      const grace = graceMs === undefined ? '' : `, grace ${spanText(graceMs)}`;
      const away = fate.at > seenAt ? `, away for ${spanText(fate.at - seenAt)}` : '';
      return `reset ${iso(fate.at)} by ${fate.policy.name} (${fate.strategy}${grace}${away})`;
    }
    case 'kept': {
      if (fate.because !== 'userReturned') return `kept: ${reasons[fate.because] ?? fate.because}`;
      const by = fate.policy === undefined ? '' : ` (${fate.policy.name})`;
      if (fate.waitedFor !== undefined)
        return `kept: back while it waited for ${waits[fate.waitedFor] ?? fate.waitedFor}${by}`;
      const grace = fate.policy?.graceMs === undefined ? '' : ` of ${spanText(fate.policy.graceMs)}`;
      return `kept: back before the grace${grace}${by} was over`;
    }
    case 'waiting':
      return `still waiting for ${fate.waitsFor === undefined ? 'its grace to end' : (waits[fate.waitsFor] ?? fate.waitsFor)} (${fate.policy.name})`;
    case 'unknown':
      return fate.because === 'tags'
        ? 'nobody knows its tags, on which it depends whose policy it is'
        : `not reset ${back.kind === 'unknown' ? `by ${iso(back.after)}` : 'until then'}, and nobody knows how much later the user came back`;
  }
  fate satisfies never;
}

const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
const number = (value: number): string => value.toLocaleString('en');
const spanText = (ms: number): string =>
  Duration.fromMillis(Math.round(ms / 1000) * 1000)
    .rescale()
    .toHuman({ unitDisplay: 'short', listStyle: 'narrow' }) || '0 sec';

function spanOf(all: readonly Compared[]): string {
  const [first] = all;
  const last = all.at(-1);
  if (first === undefined || last === undefined) return '';
  return `, who left from ${iso(first.absence.left.start)} to ${iso(last.absence.left.start)}`;
}
