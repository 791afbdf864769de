export {
  type Connection,
  type Desktop,
  isReadable,
  type RunningMode,
  UnexpectedAnswer,
  type Unreadable,
} from './desktop.ts';
export { type Pace, type PaceClock, pace } from './pace.ts';
export type { DesktopPage, Page } from './pages.ts';
export { isThrottle, patiently, Throttled } from './patience.ts';
export {
  type DesktopFilter,
  type WorkspacesReader,
  type WorkspacesReaderOptions,
  workspacesReader,
} from './reader.ts';
export type { Account, TagFilters, TaggedDesktop, Tags } from './tags.ts';
