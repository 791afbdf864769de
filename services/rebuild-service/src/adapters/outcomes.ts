import type { CallOutcome } from '../ports.ts';

export const unanswered: CallOutcome = {
  kind: 'uncertain',
  because: 'AWS did not say what became of this item',
};

export const refused = (failed: {
  ErrorCode?: string | undefined;
  ErrorMessage?: string | undefined;
}): CallOutcome => ({
  kind: 'refused',
  code: failed.ErrorCode ?? 'Unknown',
  message: failed.ErrorMessage ?? 'AWS gave no reason.',
});
