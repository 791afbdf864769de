import tab from '@bomb.sh/tab/commander';
import { commandLine, exitCodes, type Reach } from '@cleandesk/command-line';
import { syncCommand } from '@cleandesk/directory-sync/cli';
import { fleetCommand, receiptsCommand, replayCommand, seatCommand } from '@cleandesk/rebuild-service/cli';
import type { Command } from 'commander';
import { placeText } from './account/place.ts';
import { dlqCommand } from './dead-letters/dlq-command.ts';
import { doctorCommand } from './doctor/doctor-command.ts';
import { holdCommand, releaseCommand } from './operate/hold-command.ts';
import { resetCommand } from './operate/reset-command.ts';
import { resumeCommand } from './operate/resume-command.ts';
import { deskOf } from './operate/speak.ts';

const speaking = async (given: Reach) => {
  const desk = await deskOf(given);
  return { ...desk, placeText: placeText(desk.place) };
};

/** The whole tree of commands. What is a service's own is made beside its code. */
export function program(): Command {
  const cleandesk = commandLine('cleandesk')
    .description('Non-persistent Amazon WorkSpaces: look at a deployment of Cleandesk, and operate it.')
    .addHelpText(
      'after',
      `
It uses the credentials and endpoints that the AWS CLI would use.
It ends with ${exitCodes.done} when all is well, with ${exitCodes.found} when a check found something, with ${exitCodes.trouble} when it could not be done or
found out, with ${exitCodes.changes} when something would change and --yes was not said, with ${exitCodes.refused} when it would be refused.`,
    );
  cleandesk.commandsGroup('Look:');
  cleandesk
    .addCommand(fleetCommand())
    .addCommand(seatCommand())
    .addCommand(receiptsCommand())
    .addCommand(replayCommand());
  cleandesk.commandsGroup('Operate:');
  cleandesk
    .addCommand(holdCommand())
    .addCommand(releaseCommand())
    .addCommand(resetCommand())
    .addCommand(resumeCommand())
    .addCommand(syncCommand(speaking))
    .addCommand(dlqCommand());
  cleandesk.commandsGroup('Examine:');
  cleandesk.addCommand(doctorCommand());
  cleandesk.commandsGroup('This command:');
  tab(cleandesk);
  return cleandesk;
}
