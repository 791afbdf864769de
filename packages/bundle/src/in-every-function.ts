import * as z from 'zod';

// Part of every bundle, before all else in it. zod compiles each object schema at its first use, which pays after
// hundreds of parses; a function parses its environment once, and a process sees few events: 15 ms of `seats`' start.
z.config({ jitless: true });
