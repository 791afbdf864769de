/** Who is signed in, as the issuer's token says it; or who opened the link of a mail. */
export type Person = {
  /** The user's name in the directory: their seat. */
  login: string;
  name: string;
  /** Verified by the issuer, lower case. Absent: this person decides nothing and is told nothing. */
  mail?: string;
  manager?: string;
  operator: boolean;
};

/** As a request keeps whoever made it. */
export type Requester = { login: string; name: string; mail?: string };

/** Mail addresses are compared without case: no directory has two that differ in nothing else. */
export const sameMail = (address: string): string => address.trim().toLowerCase();
