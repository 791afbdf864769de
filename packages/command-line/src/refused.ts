/** What was asked for cannot be done. Its message is all that whoever asked needs. */
export class Refused extends Error {
  override readonly name: string = 'Refused';
}

/** Some of what was asked for was done, and not all of it. Its message says which, and how the rest is asked for. */
export class NotAll extends Refused {
  override readonly name: string = 'NotAll';
}
