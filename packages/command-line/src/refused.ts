/** What was asked for cannot be done. Its message is all that whoever asked needs. */
export class Refused extends Error {
  override readonly name: string = 'Refused';
}
