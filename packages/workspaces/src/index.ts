export {
  type Connection,
  type Desktop,
  isReadable,
  type RunningMode,
  UnexpectedAnswer,
  type Unreadable,
} from './desktop.ts';
export { onCalls } from './on-calls.ts';
export { NoTurn, type Pace, type PaceClock, pace } from './pace.ts';
export type { DesktopPage, Page } from './pages.ts';
export { isThrottle, patiently, Throttled } from './patience.ts';
export {
  type DesktopFilter,
  type WorkspacesReader,
  type WorkspacesReaderOptions,
  workspacesReader,
} from './reader.ts';
export { type SharedPaceOptions, sharedPace } from './shared-pace.ts';
export { type Booked, type Booking, ownBook, type PaceBook, type PaceLine } from './shared-pace-book.ts';
export { ClockTrouble } from './shared-pace-desk.ts';
export { BookInDispute, dynamoBook } from './shared-pace-dynamo.ts';
export type { Account, TagFilters, TaggedDesktop, Tags } from './tags.ts';
