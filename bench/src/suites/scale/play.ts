import { existsSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { workingDay } from '../../../../simulation/src/scenarios/day/working-day.ts';

// A session of its own, behind all others of this machine: within a session alone `nice` would say who comes first.
if (existsSync('/proc/self/autogroup')) writeFileSync('/proc/self/autogroup', '19');
setPriority(19);
// Most errors here are answers, such as that a desktop is not there: nobody reads where they were made.
Error.stackTraceLimit = 0;
const desktops = Number(process.argv[2]);
const figures = await workingDay(desktops, (what) => console.error(what));
const { user, system } = process.cpuUsage();
const seconds = Math.round((user + system) / 100_000) / 10;
// KB on Linux and macOS.
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ figures, seconds, peakMb }));
