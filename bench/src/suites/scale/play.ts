import { workingDay } from '../../../../simulation/src/scenarios/day/working-day.ts';

// Most errors here are answers, such as that a desktop is not there: nobody reads where they were made.
Error.stackTraceLimit = 0;
const desktops = Number(process.argv[2]);
const begun = performance.now();
const figures = await workingDay(desktops, (what) => console.error(what));
const seconds = Math.round((performance.now() - begun) / 100) / 10;
// KB on Linux and macOS.
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ figures, seconds, peakMb }));
