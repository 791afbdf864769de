#!/usr/bin/env node
import { enter } from '@cleandesk/command-line';
import { program } from './program.ts';

await enter(program(), { debug: (process.env.CLEANDESK_DEBUG ?? '') !== '' });
