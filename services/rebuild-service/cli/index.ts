export { fleetCommand } from './fleet-command.ts';
export { receiptsCommand } from './receipts-command.ts';
export { replayCommand } from './replay-command.ts';
export { seatCommand } from './seat-command.ts';
export { type Paused, pausesIn, scopeName } from './seats/pauses.ts';
export {
  fleetIn,
  type Row,
  rowOf,
  type SeatsTable,
  theSeatOf,
  theSeatsOf,
  wholeTable,
} from './seats/seats.ts';
