import type { Verification } from './verify.ts';

/** For whoever reads it: the sum first, then every broken place by its name. */
export function reportText(found: Verification): string {
  const { records, seats, faults, keptDays } = found;
  const broken = new Set(faults.map(({ seat }) => `${seat.directoryId}/${seat.userName}`)).size;
  const verdict = found.whole
    ? `${count(records, 'record')} of ${count(seats, 'seat')}: every chain is whole.`
    : `${count(records, 'record')} of ${count(seats, 'seat')}: ${count(broken, 'chain is', 'chains are')} broken, at ${count(faults.length, 'place')}.`;
  const notes = [
    ...(found.expired === 0
      ? []
      : [
          `${count(found.expired, 'earlier record has', 'earlier records have')} expired, which is no fault.`,
        ]),
    ...(found.unwritten === 0
      ? []
      : [`${count(found.unwritten, 'record is', 'records are')} decided on and still to be written.`]),
    ...(found.forgottenSeats === 0
      ? []
      : [
          `${count(found.forgottenSeats, 'seat is', 'seats are')} forgotten: which record was the last nobody knows.`,
        ]),
    ...(keptDays === undefined ? [] : [`Records are kept for ${spanOf(keptDays)}.`]),
  ];
  const places = faults.map(({ seat, says }) => `  ${seat.directoryId}/${seat.userName}: ${says}`);
  return [verdict, ...notes, ...(places.length === 0 ? [] : ['', ...places])].join('\n');
}

const spanOf = ({ least, most }: { least: number; most: number }): string =>
  least === most ? count(least, 'day') : `${least} to ${count(most, 'day')}`;

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
