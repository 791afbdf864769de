// A script of its own that runs before anything is painted: a page that turns dark later would flash.
import { rememberedTheme, showTheme } from './theme.ts';

showTheme(rememberedTheme());
