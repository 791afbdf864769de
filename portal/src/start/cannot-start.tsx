/** Nothing works, and it is not the reader's fault: who can mend it reads what. */
export function CannotStart({ faults }: { faults: readonly string[] }) {
  return (
    <main id="main">
      <h1>The portal can’t start</h1>
      <p>
        It was set up with a fault, or it can’t be reached at the moment. Try again; if it stays, show this to
        your IT:
      </p>
      <ul>
        {faults.map((fault) => (
          <li key={fault}>
            <code>{fault}</code>
          </li>
        ))}
      </ul>
    </main>
  );
}
