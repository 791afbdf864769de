/** A desk with nothing on it but a monitor, and a spark. */
export function Brand({ title }: { title: string }) {
  return (
    <a class="brand" href="/">
      <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect class="mark-back" width="32" height="32" rx="9" />
        <path class="mark-lines" d="M6 23.5h20M9.5 8.5h9M8 10v8.5h16V15M16 18.5v5" />
        <path class="mark-spark" d="M23.5 5l1.2 3.3L28 9.5l-3.3 1.2L23.5 14l-1.2-3.3L19 9.5l3.3-1.2z" />
      </svg>
      <span>{title}</span>
    </a>
  );
}
