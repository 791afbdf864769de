/** Whose month is priced. */
export type Fleet = {
  desktops: number;
  /** Sessions that a user ends on a working day. */
  sessions: number;
  /** Of them, those after which the desktop is reset; after the others the user comes back in time. */
  resetShare: number;
  /** Working days in the month. */
  days: number;
  /** Hours that a desktop in AutoStop runs on a working day. */
  hours: number;
};

export const usualFleet: Omit<Fleet, 'desktops'> = { sessions: 2, resetShare: 1, days: 21, hours: 8 };

/** Hours of a month, as AWS counts them. */
export const hoursOfMonth = 730;

export const resetsOf = ({ desktops, sessions, resetShare, days }: Fleet): number =>
  desktops * sessions * resetShare * days;
export const returnsOf = ({ desktops, sessions, resetShare, days }: Fleet): number =>
  desktops * sessions * (1 - resetShare) * days;
