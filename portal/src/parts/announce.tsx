import { useEffect, useState } from 'preact/hooks';

let tell: ((text: string) => void) | undefined;

/** Says something to whoever does not see that the page has changed. Politely: after what is being read. */
export function announce(text: string): void {
  tell?.(text);
}

export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => {
    tell = setText;
    return () => {
      tell = undefined;
    };
  }, []);
  return (
    <p class="unseen" role="status">
      {text}
    </p>
  );
}
