/** What went against a law of docs/architecture.md, in a sentence; 0 is none of them: the code itself is at a loss. */
export type Breach = { law: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8; what: string };

/** What a destructive call was for. */
export type Kind = 'reset' | 'asked for' | 'removal' | 'replacement';
