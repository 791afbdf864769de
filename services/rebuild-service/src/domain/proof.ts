import type { Note } from './actions.ts';
import type { Decision } from './decision.ts';
import type { Phase, Reset, Seat } from './seat.ts';
import type { Context } from './signals.ts';

/** Where one has worked, the next ones of its kind need not go alone. */
export const proof = ({ kinds = [] }: Reset, { safeguards }: Context): Note[] =>
  kinds
    .filter((kind) => !safeguards.isProven(kind))
    .map((kind) => ({ type: 'Prove', id: `prove:${kind}`, first: kind }));

/** Whoever went alone and is on the way no more keeps nobody waiting: taken back, refused, failed, or not wanted any more. */
export function letOthersGo(before: Seat, { seat, actions }: Decision): Decision {
  const first = aloneIn(before.phase);
  const stillGoes = first !== undefined && aloneIn(seat.phase)?.decidedAt === first.decidedAt;
  const isProven = actions.some(({ type }) => type === 'Prove');
  // guard (dropped: always): who-goes-no-further-keeps-nobody-waiting
  if (first?.alone === undefined || stillGoes || isProven) return { seat, actions };
  const { resetId, decidedAt, alone } = first;
  const back: Note = { type: 'GiveBack', id: `giveBack:${resetId}:${decidedAt}`, first: alone, resetId };
  return { seat, actions: [...actions, back] };
}

function aloneIn(phase: Phase): Reset | undefined {
  if (phase.status === 'clearing') return aloneIn(phase.making);
  if (phase.status !== 'rebuilding' && phase.status !== 'terminating' && phase.status !== 'recreating')
    return undefined;
  return phase.reset.alone === undefined ? undefined : phase.reset;
}
