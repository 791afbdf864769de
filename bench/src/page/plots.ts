import { parse, View } from 'vega';
import { type Config, compile, type TopLevelSpec } from 'vega-lite';

/** How all of them look. White, since they are read on light and on dark pages. */
const config: Config = {
  background: 'white',
  padding: 12,
  title: { anchor: 'start', offset: 12 },
  axis: { gridColor: '#eeeeee', domainColor: '#888888', tickColor: '#888888' },
  legend: { labelLimit: 400 },
  view: { stroke: null },
};

/** A plot as SVG. The same figures give the same bytes: without a canvas Vega guesses the width of letters. */
export async function svgOf(spec: TopLevelSpec): Promise<string> {
  const { spec: compiled } = compile({ ...spec, config });
  const view = new View(parse(compiled), { renderer: 'none' });
  try {
    return `${await view.toSVG()}\n`;
  } finally {
    view.finalize();
  }
}
