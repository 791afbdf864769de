/** Why the API does not do what was asked. Nothing in it tells whether something exists that the caller may not see. */
export type Because =
  | 'notFound'
  | 'forbidden'
  | 'tooManyRequests'
  | 'openAlready'
  | 'otherBody'
  | 'notNow'
  | 'unknownOffer'
  | 'untilPassed'
  | 'untilTooLong'
  | 'untilNotLater'
  | 'nobodyToApprove'
  | 'alreadyDecided'
  | 'wrongCode';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly because: Because;
  /** In words, for whoever asked. */
  readonly detail: string | undefined;
  constructor(because: Because, detail?: string) {
    super(because);
    this.because = because;
    this.detail = detail;
  }
}
