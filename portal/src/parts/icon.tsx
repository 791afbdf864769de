/** Drawn on 24 × 24 with strokes. They say nothing that is not said in words beside them, so that they are hidden from readers. */
const drawings = {
  alert: 'M12 3.5 2.5 20h19zM12 10v4.5M12 17.2v.3',
  calendar: 'M4 6.5h16v13.5H4zM4 10.5h16M8 3.5v4M16 3.5v4',
  check: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12.3l2.8 2.8L16.2 9',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5.2l3.4 2',
  cross: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 9l6 6M15 9l-6 6',
  desktop: 'M3 4.5h18v11.5H3zM8.5 20h7M12 16v4',
  empty: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12h8',
  fleet: 'M3.5 4h7v7h-7zM13.5 4h7v7h-7zM3.5 14h7v6.5h-7zM13.5 14h7v6.5h-7z',
  gear: 'M20 12a8 8 0 1 1-2.6-5.9M20 3.5V8h-4.5',
  hourglass: 'M6.5 3h11M6.5 21h11M7.5 3c0 5 4.5 6 4.5 9s-4.5 4-4.5 9M16.5 3c0 5-4.5 6-4.5 9s4.5 4 4.5 9',
  list: 'M4 6h2M4 12h2M4 18h2M9.5 6H20M9.5 12H20M9.5 18H20',
  next: 'M9 5l7 7-7 7',
  pause: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.7 9v6M14.3 9v6',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20.5c.7-4 3.7-5.5 7.5-5.5s6.8 1.5 7.5 5.5',
  plus: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 8v8M8 12h8',
  power: 'M12 3v8.5M7 6.2a8 8 0 1 0 10 0',
  return: 'M9 5 4 10l5 5M4 10h10.5a5.5 5.5 0 0 1 0 11H11',
  shield: 'M12 3l7.5 2.8V11c0 4.8-3 8-7.5 10-4.5-2-7.5-5.2-7.5-10V5.8zM9 11.8l2.2 2.2L15.2 10',
  sparkle: 'M11 4l1.9 5.1L18 11l-5.1 1.9L11 18l-1.9-5.1L4 11l5.1-1.9zM18.5 16v5M16 18.5h5',
  stamp:
    'M5 20.5h14M6 17h12v-2.5c0-1.2-1-1.5-2.5-1.5-1.2 0-1.7-.8-1.2-2.3C14.8 9 15.5 7.8 15.5 6.5a3.5 3.5 0 0 0-7 0c0 1.3.7 2.5 1.2 4.2.5 1.5 0 2.3-1.2 2.3C7 13 6 13.3 6 14.5z',
} as const;
export type IconName = keyof typeof drawings;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={drawings[name]} />
    </svg>
  );
}
