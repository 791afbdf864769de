import { holdTheLaws } from './hold-the-laws.ts';

// Two files, two workers: each plays half of the histories.
holdTheLaws(1);
