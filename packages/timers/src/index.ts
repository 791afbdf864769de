export { timerName } from './name.ts';
export { type TimerOrder, type Timers, type TimersOptions, TimerTaken, timers } from './timers.ts';
