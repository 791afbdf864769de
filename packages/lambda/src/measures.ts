/** One metric: its unit, and beside the service by what its values are told apart. Each set of dimensions is a metric of its own. */
export type Measure = {
  unit: 'Count' | 'Milliseconds' | 'Percent';
  /** `[[]]` is the service alone. Few values each: no user, no address, no desktop. */
  by: readonly (readonly string[])[];
};

/** All that a service measures, by name. Its build writes it down for Terraform, whose alarms can name nothing else. */
export type Measures = Readonly<Record<string, Measure>>;

const counted = { unit: 'Count', by: [[]] } as const;

/** What every function behind a queue counts of its messages. */
export const doorMeasures = {
  RecordHandled: counted,
  RecordFailed: counted,
  RecordUnreadable: counted,
  RecordPostponed: counted,
} as const satisfies Measures;
