import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/** A plot as SVG. The same figures give the same bytes: without a canvas Vega guesses the width of letters. */
export async function svgOf(spec: TopLevelSpec): Promise<string> {
  // White, since it is read on light and on dark pages.
  const { spec: compiled } = compile({ background: 'white', padding: 12, ...spec });
  const view = new View(parse(compiled), { renderer: 'none' });
  try {
    return `${await view.toSVG()}\n`;
  } finally {
    view.finalize();
  }
}
