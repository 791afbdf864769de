import type { StackEnvironment } from '@cleandesk/launcher';

/** How a release is deployed, and how time goes on meanwhile. */
export type Release = {
  stack: StackEnvironment;
  /** Replaces every function, as an apply with other zips does. */
  deploy(): Promise<void>;
  /** How much faster than on AWS desktops are made. */
  atSpeed(speed: number): Promise<void>;
};
