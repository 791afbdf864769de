import { commandLine, enter } from '@cleandesk/command-line';
import { fleetCommand, receiptsCommand, replayCommand, seatCommand } from '../../cli/index.ts';

const service = commandLine('cleandesk').addCommand(fleetCommand()).addCommand(seatCommand());
await enter(service.addCommand(receiptsCommand()).addCommand(replayCommand()));
