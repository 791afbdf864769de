import { useId, useState } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { usePortal } from '../portal.ts';
import { chooseTheme, rememberedTheme, type Theme, themes } from '../start/theme.ts';

const names: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };

/** Who is signed in, how it looks, and the way out. */
export function Account({ isIn }: { isIn: boolean }) {
  const { me, session } = usePortal();
  const id = useId();
  const [theme, setTheme] = useState(rememberedTheme);
  return (
    <div class="account">
      <button type="button" class="account-button" popovertarget={id}>
        <Icon name="person" />
        <span class="account-name" aria-hidden="true">
          {me?.name ?? 'Settings'}
        </span>
        <span class="unseen">{me ? `${me.name}: account and settings` : 'Settings'}</span>
      </button>
      <div id={id} popover="auto" class="account-box">
        {me && (
          <p>
            <strong>{me.name}</strong>
            <br />
            <span class="quiet">{me.login}</span>
          </p>
        )}
        <fieldset class="themes">
          <legend>Appearance</legend>
          {themes.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="theme"
                value={one}
                checked={theme === one}
                onChange={() => {
                  setTheme(one);
                  chooseTheme(one);
                }}
              />
              <span>{names[one]}</span>
            </label>
          ))}
        </fieldset>
        {isIn && (
          <button type="button" class="button wide" onClick={() => void session.signOut()}>
            Sign out
          </button>
        )}
      </div>
    </div>
  );
}
