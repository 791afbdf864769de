export { syncCommand } from './sync-command.ts';
